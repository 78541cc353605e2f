import type { CancelTimer, Clock } from '../../../base/index.js';
import { type Due, DueHeap } from './due-heap.js';

/** The entries of one function or one target: those that wait, in the order in which they fall due, and those that run. */
export class Lane<T extends Due> {
  readonly waiting = new DueHeap<T>();
  readonly running = new Set<T>();
  /** Pauses in a row: nothing has gone well since the first of them. */
  pauses = 0;
  #pausedUntilMs = -Infinity;
  #cancelTimer: CancelTimer | undefined;

  constructor(
    readonly key: string,
    private readonly clock: Clock,
    private readonly wake: (lane: Lane<T>) => void,
  ) {}

  get isEmpty(): boolean {
    return this.waiting.size === 0 && this.running.size === 0;
  }

  /** Monotonic milliseconds before which nothing of it begins; in the past when it is not paused. */
  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /** Begins nothing for a while; answers false when it was pausing already. */
  pause(durationMs: number): boolean {
    const nowMs = this.clock.monotonicMs();
    if (this.#pausedUntilMs > nowMs) return false;
    this.#pausedUntilMs = nowMs + durationMs;
    this.pauses += 1;
    return true;
  }

  endPause(): void {
    this.pauses = 0;
    this.#pausedUntilMs = -Infinity;
  }

  /** The next one that may begin now, moved to those that run; when there is none, the lane wakes itself at the time of the next. */
  take(bound: number): T | undefined {
    this.sleep();
    const { first } = this.waiting;
    if (first === undefined || this.running.size >= bound) return undefined;
    const waitMs = Math.max(first.dueMs, this.#pausedUntilMs) - this.clock.monotonicMs();
    if (waitMs > 0) {
      this.#cancelTimer = this.clock.schedule(waitMs, () => {
        this.wake(this);
      });
      return undefined;
    }
    this.waiting.shift();
    this.running.add(first);
    return first;
  }

  /** Wakes itself no more. */
  sleep(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
