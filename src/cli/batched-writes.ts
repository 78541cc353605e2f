import type { CancelTimer, Clock } from '../base/index.js';

/** So short that the lines of one invocation come out as if each were written at once. */
const firstBatchMs = 10;
/** Shorter than anybody sees who watches lines run by. */
const longestBatchMs = 80;

/**
 * Hands text on at once after a quiet moment, and joined while more keeps coming, in ever longer batches: a write costs more than
 * the lines of many calls, and wakes a thread beside them.
 */
export class BatchedWrites {
  #waiting = '';
  #batchMs = firstBatchMs;
  #cancelTimer: CancelTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly writeOut: (text: string) => void,
  ) {}

  get waitingLength(): number {
    return this.#waiting.length;
  }

  write(text: string): void {
    if (this.#cancelTimer !== undefined) {
      this.#waiting += text;
      return;
    }
    this.writeOut(text);
    this.#batchMs = firstBatchMs;
    this.#beginBatch();
  }

  /** Hands on what waits now. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#waiting !== '') this.writeOut(this.#take());
  }

  #beginBatch(): void {
    this.#cancelTimer = this.clock.schedule(this.#batchMs, () => {
      this.#cancelTimer = undefined;
      if (this.#waiting === '') return;
      this.writeOut(this.#take());
      this.#batchMs = Math.min(2 * this.#batchMs, longestBatchMs);
      this.#beginBatch();
    });
  }

  #take(): string {
    const text = this.#waiting;
    this.#waiting = '';
    return text;
  }
}
