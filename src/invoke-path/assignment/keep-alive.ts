import type { CancelTimer, Clock } from '../../base/index.js';

/** Node fires a timer of more than 2³¹ − 1 ms at once. */
const longestTimerMs = 2_147_483_647;

/** What keep-alive looks after; `reap` stops what has been idle since `latestMs` or longer. In monotonic milliseconds. */
export interface Reapable {
  readonly oldestIdleSinceMs: number | undefined;
  reap(latestMs: number): void;
}

/** Stops sandboxes that were idle for `keepAliveMs`, with one timer for all of them. */
export class KeepAlive {
  #cancel: CancelTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly keepAliveMs: number,
    private readonly pools: () => Iterable<Reapable>,
  ) {}

  /** To be called when something became idle; costs nothing while a timer runs. */
  arm(): void {
    if (this.#cancel !== undefined) return;
    const oldestMs = this.#oldestIdleSinceMs();
    if (oldestMs === undefined) return;
    const delayMs = Math.max(0, oldestMs + this.keepAliveMs - this.clock.monotonicMs());
    this.#cancel = this.clock.schedule(Math.min(delayMs, longestTimerMs), () => {
      this.#cancel = undefined;
      this.#reap();
      this.arm();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #reap(): void {
    const latestMs = this.clock.monotonicMs() - this.keepAliveMs;
    for (const pool of [...this.pools()]) pool.reap(latestMs);
  }

  #oldestIdleSinceMs(): number | undefined {
    let oldest: number | undefined;
    for (const { oldestIdleSinceMs } of this.pools()) {
      if (oldestIdleSinceMs !== undefined && (oldest === undefined || oldestIdleSinceMs < oldest)) {
        oldest = oldestIdleSinceMs;
      }
    }
    return oldest;
  }
}
