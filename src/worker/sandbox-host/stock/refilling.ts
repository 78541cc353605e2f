import { type CancelTimer, type Clock, type Logger, messageOf } from '../../../base/index.js';
import type { Stock } from './stock.js';

export interface RefillingParts {
  /** The first ones are filled first, and dropped last. */
  readonly stocks: readonly Stock[];
  /** How many pieces are made at the same time; default 2. */
  readonly atOnce?: number | undefined;
  /** Without any sandbox and after this time without a start, nothing is kept ready until the next one. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One start, from its beginning until its sandbox is gone. Each may be called more than once. */
export interface ObservedStart {
  /** The runtime's process runs, or never will. */
  settled(): void;
  /** The runtime has booted, or will not. */
  initialised(): void;
  removed(): void;
}

/** A runtime that boots needs the processor more than the next start needs to be prepared; most have booted by then. */
const BOOT_MS = 300;
/** The next start of a burst begins when the one before it has booted. */
const BETWEEN_STARTS_MS = 20;
const SHORTEST_LOOK_MS = 1000;

/** Fills the stocks, some pieces at a time, in moments when no start is under way. */
export class Refilling implements AsyncDisposable {
  readonly #underWay = new Set<object>();
  /** Until when nothing is begun for the sake of each start that has settled. */
  readonly #booting = new Map<object, number>();
  readonly #sandboxes = new Set<object>();
  /** Everything that is being made or removed now. */
  readonly #work = new Set<Promise<void>>();
  readonly #atOnce: number;
  #pieces = 0;
  /** A piece that found nothing to make may have looked too early. */
  #mustLookAgain = false;
  #lastUseMs: number;
  #resting = true;
  #closed = false;
  #cancelTimer: CancelTimer | undefined;
  #dropping: Promise<void> | undefined;

  constructor(private readonly parts: RefillingParts) {
    this.#lastUseMs = parts.clock.monotonicMs();
    this.#atOnce = parts.atOnce ?? 2;
  }

  begin(): ObservedStart {
    const start = {};
    this.#underWay.add(start);
    this.#sandboxes.add(start);
    this.#use();
    const boot = (forMs: number): void => {
      if (!this.#sandboxes.has(start)) return;
      this.#underWay.delete(start);
      this.#booting.set(start, this.parts.clock.monotonicMs() + forMs);
      this.#use();
    };
    return {
      settled: () => {
        if (this.#underWay.has(start)) boot(BOOT_MS);
      },
      initialised: () => {
        boot(BETWEEN_STARTS_MS);
      },
      removed: () => {
        this.#underWay.delete(start);
        this.#booting.delete(start);
        if (this.#sandboxes.delete(start)) this.#schedule();
      },
    };
  }

  /** Something is expected to be used: the stocks are filled, at once where nothing is under way. */
  request(): void {
    this.#use();
  }

  /** Settles when what is being made or removed now has been, and what followed from it. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.settled();
    await this.#dropAll();
  }

  #use(): void {
    this.#lastUseMs = this.parts.clock.monotonicMs();
    this.#resting = false;
    this.#schedule();
  }

  #schedule(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#closed || this.#resting || this.#underWay.size > 0) return;
    const sinceUseMs = this.parts.clock.monotonicMs() - this.#lastUseMs;
    if (this.#sandboxes.size === 0 && sinceUseMs >= this.parts.idleMs) {
      this.#rest();
      return;
    }
    const untilQuietMs = this.#untilQuietMs();
    if (untilQuietMs <= 0) this.#fill();
    const untilIdleMs = this.#sandboxes.size === 0 ? this.parts.idleMs - sinceUseMs : undefined;
    // Looked at again now and then: what is used no more goes, what somebody has removed is replaced.
    const nextLookMs = untilIdleMs ?? Math.max(this.parts.idleMs, SHORTEST_LOOK_MS);
    const delayMs = untilQuietMs <= 0 ? nextLookMs : Math.min(untilQuietMs, nextLookMs);
    this.#cancelTimer = this.parts.clock.schedule(delayMs, () => {
      this.#schedule();
    });
  }

  #untilQuietMs(): number {
    const nowMs = this.parts.clock.monotonicMs();
    let quietAtMs = nowMs;
    for (const [start, untilMs] of this.#booting) {
      if (untilMs <= nowMs) this.#booting.delete(start);
      else quietAtMs = Math.max(quietAtMs, untilMs);
    }
    return quietAtMs - nowMs;
  }

  #mayWork(): boolean {
    const isAllowed = !this.#closed && !this.#resting && this.#dropping === undefined;
    return isAllowed && this.#underWay.size === 0 && this.#untilQuietMs() <= 0;
  }

  /** Each piece that was made is followed by the next: one may have become possible by it. */
  #fill(): void {
    this.#mustLookAgain = this.#pieces >= this.#atOnce;
    while (this.#mayWork() && this.#pieces < this.#atOnce) {
      this.#pieces += 1;
      this.#track(
        this.#makeOne().then((hasMade) => {
          this.#pieces -= 1;
          if (hasMade || this.#mustLookAgain) this.#fill();
        }),
      );
    }
  }

  /** Whether there was anything to make. */
  async #makeOne(): Promise<boolean> {
    try {
      for (const stock of this.parts.stocks) {
        if (await stock.refillOne()) return true;
        if (!this.#mayWork()) return false;
      }
    } catch (error) {
      this.parts.logger.debug(`Nothing can be prepared for coming starts now: ${messageOf(error)}`);
    }
    return false;
  }

  #rest(): void {
    this.#resting = true;
    // What is being made comes to the stocks before they are dropped; what is asked for meanwhile is made after it.
    this.#dropping = Promise.all(this.#work)
      .then(() => (this.#resting ? this.#dropAll() : undefined))
      .then(() => {
        this.#dropping = undefined;
        this.#schedule();
      });
    this.#track(this.#dropping);
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }

  async #dropAll(): Promise<void> {
    for (const stock of [...this.parts.stocks].reverse()) {
      await stock.drop().catch((error: unknown) => {
        this.parts.logger.debug(`What was prepared for coming starts could not be removed: ${messageOf(error)}`);
      });
    }
  }
}
