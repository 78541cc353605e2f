import { Emitter, type Unsubscribe } from '../../base/index.js';
import type { SandboxState } from './sandbox.js';

/** Every legal move of a sandbox. */
export const legalSandboxMoves: Readonly<Record<SandboxState, readonly SandboxState[]>> = {
  starting: ['idle', 'stopping', 'stopped'],
  idle: ['busy', 'stopping', 'stopped'],
  busy: ['idle', 'stopping', 'stopped'],
  stopping: ['stopped'],
  stopped: [],
};

/** The state of one sandbox, and who wants to know of it. An illegal move throws. */
export class SandboxLifecycle {
  readonly #idle = new Emitter<undefined>();
  readonly #stopped = new Emitter<string>();
  #state: SandboxState = 'starting';
  #stopReason: string | undefined;

  get state(): SandboxState {
    return this.#state;
  }

  /** True until the sandbox stops or is stopped. */
  get inService(): boolean {
    return this.#state !== 'stopping' && this.#state !== 'stopped';
  }

  moveTo(next: Exclude<SandboxState, 'stopped'>): void {
    this.#move(next);
    if (next === 'idle') this.#idle.emit(undefined);
  }

  stop(reason: string): void {
    this.#move('stopped');
    this.#stopReason = reason;
    this.#stopped.emit(reason);
  }

  onIdle(listener: () => void): Unsubscribe {
    return this.#idle.subscribe(listener);
  }

  /** Who subscribes after the end is told at once. */
  onStopped(listener: (reason: string) => void): Unsubscribe {
    const reason = this.#stopReason;
    if (reason === undefined) return this.#stopped.subscribe(listener);
    queueMicrotask(() => {
      listener(reason);
    });
    return () => undefined;
  }

  #move(next: SandboxState): void {
    if (!legalSandboxMoves[this.#state].includes(next)) {
      throw new Error(`Illegal move of a sandbox: "${this.#state}" to "${next}".`);
    }
    this.#state = next;
  }
}
