import type { CancelTimer } from '../../base/index.js';
import type { Phase, PhaseContext } from './phase.js';

/** How long a runtime whose waiting connection was closed may take to ask again or to be known dead. */
const reconnectMs = 1000;

/** Between invocations. A closed connection tells of a crash before the host does: until that is clear, the sandbox is not lent. */
export class IdlePhase implements Phase {
  #cancelReset: CancelTimer | undefined;

  constructor(private readonly context: PhaseContext) {}

  onStarted(): void {
    // A runtime that is idle has been started long ago.
  }

  onNext(): void {
    if (this.#cancelReset !== undefined) this.#comeBack();
  }

  onInitError(): void {
    // The Runtime API refuses it after the first `next`.
  }

  onConnectionLost(): void {
    if (this.#cancelReset !== undefined) return;
    this.context.becomeBusy();
    this.#cancelReset = this.context.clock.schedule(reconnectMs, () => void this.context.resetRuntime(0));
  }

  onExit(): void {
    this.context.forgetRuntime();
    if (this.#cancelReset !== undefined) this.#comeBack();
  }

  onStartFailed(): void {
    // See onStarted.
  }

  onLost(): void {
    this.#cancelReset?.();
  }

  finishWithin(): Promise<void> {
    this.#cancelReset?.();
    return Promise.resolve();
  }

  #comeBack(): void {
    this.#cancelReset?.();
    this.#cancelReset = undefined;
    this.context.becomeIdle();
  }
}
