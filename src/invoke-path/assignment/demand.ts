/**
 * How many sandboxes a generation needs at once, seen over one busy period (until nothing runs and nobody waits). Where
 * invocations outlast a start, callers side by side are real concurrency: the starts that were asked for them are worth
 * finishing, so that the next burst of that size is all warm. Where invocations are quicker, a few sandboxes serve many
 * callers, and starts that nobody waits for any more are dropped (design decision 10).
 */
export class Demand {
  #peak = 0;
  #startMs = Infinity;
  #invocationMs = 0;

  /** A start took this long, from its creation to its first `idle`. */
  started(durationMs: number): void {
    this.#startMs = durationMs;
  }

  /** A sandbox came back this long after it was lent. */
  served(durationMs: number): void {
    this.#invocationMs = durationMs;
  }

  /** `running` invocations and `waiting` callers at this moment. */
  observe(running: number, waiting: number): void {
    const now = running + waiting;
    this.#peak = now === 0 ? 0 : Math.max(this.#peak, now);
  }

  /** Sandboxes worth having even when nobody waits for them at this moment. */
  get worthHaving(): number {
    return this.#invocationMs > this.#startMs ? this.#peak : 0;
  }
}
