import type { CancelTimer, Clock } from '../../base/index.js';

const firstPauseMs = 1000;
const longestPauseMs = 300_000;

export interface LaneDependencies<T> {
  readonly clock: Clock;
  /** Runs one entry; answers whether it has ended, else it waits again. Never rejects. */
  readonly run: (entry: T) => Promise<boolean>;
  /** How many of this function may run at once now. */
  readonly concurrency: () => number;
}

/**
 * The events of one function, in the order of acceptance, several at once. While the function takes none the lane pauses,
 * 1 s first and twice as long each time up to 5 minutes, as AWS backs off from a throttled function; whatever runs ends that.
 */
export class FunctionLane<T> {
  readonly #waiting = new Set<T>();
  readonly #running = new Set<T>();
  #pauses = 0;
  #cancelPause: CancelTimer | undefined;
  #closed = false;

  constructor(private readonly dependencies: LaneDependencies<T>) {}

  get waiting(): ReadonlySet<T> {
    return this.#waiting;
  }

  get running(): ReadonlySet<T> {
    return this.#running;
  }

  /** How long the next pause would be. */
  get nextPauseMs(): number {
    return Math.min(firstPauseMs * 2 ** this.#pauses, longestPauseMs);
  }

  add(entry: T): void {
    this.#waiting.add(entry);
    this.pump();
  }

  /** Begins nothing for a while; answers false when the lane was pausing already. */
  pause(): boolean {
    if (this.#cancelPause !== undefined || this.#closed) return false;
    this.#cancelPause = this.dependencies.clock.schedule(this.nextPauseMs, () => {
      this.#cancelPause = undefined;
      this.pump();
    });
    this.#pauses += 1;
    return true;
  }

  /** The function takes events (again). */
  endPause(): void {
    this.#pauses = 0;
    this.#cancelPause?.();
    this.#cancelPause = undefined;
  }

  pump(): void {
    for (const entry of this.#waiting) {
      if (this.#closed || this.#cancelPause !== undefined) return;
      if (this.#running.size >= this.dependencies.concurrency()) return;
      this.#waiting.delete(entry);
      this.#running.add(entry);
      void this.#run(entry);
    }
  }

  close(): void {
    this.#closed = true;
    this.#cancelPause?.();
  }

  async #run(entry: T): Promise<void> {
    const hasEnded = await this.dependencies.run(entry);
    this.#running.delete(entry);
    if (!hasEnded) this.#waiting.add(entry);
    this.pump();
  }
}
