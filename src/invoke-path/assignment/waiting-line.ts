import { messageOf, PlatformError, type WaitSignal } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';

interface Waiter {
  resolve(sandbox: Sandbox): void;
  reject(error: Error): void;
}

/** Callers waiting for a sandbox of one generation, first come first served; one whose signal aborts leaves the line. */
export class WaitingLine {
  #waiters: Waiter[] = [];

  /** `onLeave` is called when somebody gave up, so that starts asked for them can be dropped. */
  constructor(private readonly onLeave: () => void) {}

  get length(): number {
    return this.#waiters.length;
  }

  join(signal: WaitSignal): Promise<Sandbox> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters = this.#waiters.filter((each) => each !== waiter);
        reject(signal.reason);
        this.onLeave();
      };
      const waiter: Waiter = {
        resolve: (sandbox) => {
          signal.removeEventListener('abort', leave);
          resolve(sandbox);
        },
        reject: (error) => {
          signal.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal.addEventListener('abort', leave);
      this.#waiters.push(waiter);
    });
  }

  /** Gives `sandbox` to the head of the line; false when nobody waits. */
  serve(sandbox: Sandbox): boolean {
    const waiter = this.#waiters.shift();
    waiter?.resolve(sandbox);
    return waiter !== undefined;
  }

  rejectAll(error: unknown): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    const reason = error instanceof Error ? error : new PlatformError(messageOf(error));
    for (const waiter of waiters) waiter.reject(reason);
  }
}
