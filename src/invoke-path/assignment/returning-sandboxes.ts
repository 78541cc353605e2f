import type { CancelTimer, Clock } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';

/** Runtimes ask again within a millisecond, on a busy machine within some tens; a start takes longer than this. */
const patienceMs = 100;

/**
 * Sandboxes that have answered and not yet asked for the next event. A client that calls again at once would else find none
 * idle, and have one more started for every call.
 */
export class ReturningSandboxes {
  readonly #answeredAtMs = new Map<Sandbox, number>();
  #cancelTimer: CancelTimer | undefined;

  /** `onLate` is called when one that was counted has not come back in time. */
  constructor(
    private readonly clock: Clock,
    private readonly onLate: () => void,
  ) {}

  add(sandbox: Sandbox): void {
    this.#answeredAtMs.set(sandbox, this.clock.monotonicMs());
  }

  delete(sandbox: Sandbox): void {
    this.#answeredAtMs.delete(sandbox);
  }

  /** How many are expected any moment; whoever relies on them is called back when they are late. */
  count(): number {
    if (this.#answeredAtMs.size === 0) return 0;
    const nowMs = this.clock.monotonicMs();
    let nextLateMs = Infinity;
    for (const [sandbox, answeredAtMs] of this.#answeredAtMs) {
      const lateMs = answeredAtMs + patienceMs;
      if (lateMs <= nowMs) this.#answeredAtMs.delete(sandbox);
      else nextLateMs = Math.min(nextLateMs, lateMs);
    }
    if (nextLateMs !== Infinity) this.#arm(nextLateMs - nowMs);
    return this.#answeredAtMs.size;
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#answeredAtMs.clear();
  }

  #arm(delayMs: number): void {
    this.#cancelTimer ??= this.clock.schedule(Math.ceil(delayMs), () => {
      this.#cancelTimer = undefined;
      this.onLate();
    });
  }
}
