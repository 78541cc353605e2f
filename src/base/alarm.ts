import type { CancelTimer, Clock } from './clock.js';

/**
 * Rings once, a delay after it was last set, unless it is stopped before. For what is set far more often than it rings: the
 * clock's timer behind it is left running and looked at when it is over, so that setting and stopping cost no timer of their own.
 */
export class Alarm implements Disposable {
  #dueMs = Infinity;
  #timerOverMs = Infinity;
  #cancelTimer: CancelTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ring: () => void,
  ) {}

  /** Replaces what was set before. */
  set(delayMs: number): void {
    this.#dueMs = this.clock.monotonicMs() + delayMs;
    if (this.#dueMs < this.#timerOverMs) this.#startTimer(delayMs);
  }

  stop(): void {
    this.#dueMs = Infinity;
  }

  /** Leaves no timer behind; it can be set again all the same. */
  [Symbol.dispose](): void {
    this.stop();
    this.#cancelTimer?.();
    this.#timerOverMs = Infinity;
  }

  #startTimer(delayMs: number): void {
    this.#cancelTimer?.();
    this.#timerOverMs = this.#dueMs;
    this.#cancelTimer = this.clock.schedule(delayMs, () => {
      this.#timerOverMs = Infinity;
      const leftMs = this.#dueMs - this.clock.monotonicMs();
      if (leftMs === Infinity) return;
      // Timers have whole milliseconds, and may be over a fraction early.
      if (leftMs >= 1) this.#startTimer(leftMs);
      else {
        this.stop();
        this.ring();
      }
    });
  }
}
