import type { CancelTimer, Clock } from '../../base/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';

/** Runtimes ask again within a millisecond, on a busy machine within some tens; a start takes longer than this. */
const leastPatienceMs = 100;
/** Where a start takes seconds, because the machine is overloaded, runtimes take longer too, and one more start helps nobody. */
const mostPatienceMs = 2000;
/** A kill takes the engine about as long as a quick start; what comes back has its `/tmp` still, as on AWS. */
const patienceForKillMs = 2000;

interface Expected {
  readonly sandbox: Sandbox;
  readonly lateAtMs: number;
}

/**
 * Sandboxes that have answered and not yet asked for the next event. A client that calls again at once would else find none
 * idle, and have one more started for every call.
 */
export class ReturningSandboxes {
  /** An array, because a map that is filled and emptied by every call leaves its old tables to the garbage collector. */
  #expected: Expected[] = [];
  #cancelTimer: CancelTimer | undefined;
  #armedForMs = Infinity;
  #patienceMs = leastPatienceMs;

  /** `onLate` is called when one that was counted has not come back in time. */
  constructor(
    private readonly clock: Clock,
    private readonly onLate: () => void,
  ) {}

  /** A start took this long, from its creation to its first `idle`: half of that is worth waiting instead. */
  startTook(durationMs: number): void {
    this.#patienceMs = Math.min(mostPatienceMs, Math.max(leastPatienceMs, durationMs / 2));
  }

  add(sandbox: Sandbox, isRuntimeKilled: boolean): void {
    const lateAtMs = this.clock.monotonicMs() + (isRuntimeKilled ? patienceForKillMs : this.#patienceMs);
    this.#expected.push({ sandbox, lateAtMs });
  }

  delete(sandbox: Sandbox): void {
    const index = this.#expected.findIndex((each) => each.sandbox === sandbox);
    if (index >= 0) this.#expected.splice(index, 1);
  }

  /** How many are expected any moment; whoever relies on them is called back when they are late. */
  count(): number {
    if (this.#expected.length === 0) return 0;
    const nowMs = this.clock.monotonicMs();
    let nextLateMs = Infinity;
    for (const { lateAtMs } of this.#expected) nextLateMs = Math.min(nextLateMs, lateAtMs);
    if (nextLateMs <= nowMs) {
      this.#expected = this.#expected.filter(({ lateAtMs }) => lateAtMs > nowMs);
      return this.count();
    }
    this.#arm(nextLateMs, nowMs);
    return this.#expected.length;
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#expected = [];
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
