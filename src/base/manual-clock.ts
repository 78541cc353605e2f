import type { Clock } from './clock.js';

interface PendingTimer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test calls `advance` or `jump`; timers fire in the order in which they fall due. */
export class ManualClock implements Clock {
  readonly #timers = new Set<PendingTimer>();
  #nowMs: number;
  #wallAheadMs = 0;

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs + this.#wallAheadMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Moves time forward by `durationMs` and runs every timer that falls due on the way. */
  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (let next = this.#nextDue(endMs); next !== undefined; next = this.#nextDue(endMs)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.callback();
    }
    this.#nowMs = endMs;
  }

  /** Sets the wall clock by `byMs`, forward or back, as when the machine's is corrected; monotonic time and timers go on as before. */
  jump(byMs: number): void {
    this.#wallAheadMs += byMs;
  }

  #nextDue(endMs: number): PendingTimer | undefined {
    return [...this.#timers].filter((timer) => timer.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}
