import type { CancelTimer, Clock } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';

/** Runtimes ask again within a millisecond, on a busy machine within some tens; a start takes longer than this. */
const patienceMs = 100;
/** A kill takes the engine about as long as a quick start; what comes back has its `/tmp` still, as on AWS. */
const patienceForKillMs = 2000;

/**
 * Sandboxes that have answered and not yet asked for the next event. A client that calls again at once would else find none
 * idle, and have one more started for every call.
 */
export class ReturningSandboxes {
  readonly #lateAtMs = new Map<Sandbox, number>();
  #cancelTimer: CancelTimer | undefined;
  #armedForMs = Infinity;

  /** `onLate` is called when one that was counted has not come back in time. */
  constructor(
    private readonly clock: Clock,
    private readonly onLate: () => void,
  ) {}

  add(sandbox: Sandbox, isRuntimeKilled: boolean): void {
    this.#lateAtMs.set(sandbox, this.clock.monotonicMs() + (isRuntimeKilled ? patienceForKillMs : patienceMs));
  }

  delete(sandbox: Sandbox): void {
    this.#lateAtMs.delete(sandbox);
  }

  /** How many are expected any moment; whoever relies on them is called back when they are late. */
  count(): number {
    if (this.#lateAtMs.size === 0) return 0;
    const nowMs = this.clock.monotonicMs();
    let nextLateMs = Infinity;
    for (const [sandbox, lateMs] of this.#lateAtMs) {
      if (lateMs <= nowMs) this.#lateAtMs.delete(sandbox);
      else nextLateMs = Math.min(nextLateMs, lateMs);
    }
    if (nextLateMs !== Infinity) this.#arm(nextLateMs, nowMs);
    return this.#lateAtMs.size;
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#lateAtMs.clear();
  }

  #arm(lateMs: number, nowMs: number): void {
    if (this.#cancelTimer !== undefined && this.#armedForMs <= lateMs) return;
    this.#cancelTimer?.();
    this.#armedForMs = lateMs;
    this.#cancelTimer = this.clock.schedule(Math.ceil(lateMs - nowMs), () => {
      this.#cancelTimer = undefined;
      this.onLate();
    });
  }
}
