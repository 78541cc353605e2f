import { type Phase, type PhaseContext, reconnectMs } from './phase.js';

/** Between invocations. A closed connection tells of a crash before the host does: until that is clear, the sandbox is not lent. */
export class IdlePhase implements Phase {
  #awaitsRuntime = false;

  constructor(private readonly context: PhaseContext) {}

  onStarted(): void {
    // A runtime that is idle has been started long ago.
  }

  onNext(): void {
    if (this.#awaitsRuntime) this.#comeBack();
  }

  onInitError(): void {
    // The Runtime API refuses it after the first `next`.
  }

  onConnectionLost(): void {
    if (this.#awaitsRuntime) return;
    this.#awaitsRuntime = true;
    this.context.becomeBusy();
    this.context.alarm.set(reconnectMs);
  }

  onAlarm(): void {
    void this.context.resetRuntime(0);
  }

  onExit(): void {
    this.context.forgetRuntime();
    if (this.#awaitsRuntime) this.#comeBack();
  }

  onStartFailed(): void {
    // See onStarted.
  }

  onLost(): void {
    this.context.alarm.stop();
  }

  finishWithin(): Promise<void> {
    this.context.alarm.stop();
    return Promise.resolve();
  }

  #comeBack(): void {
    this.context.alarm.stop();
    this.#awaitsRuntime = false;
    this.context.becomeIdle();
  }
}
