import { type CancelTimer, type Clock, type Logger, messageOf } from '../../../base/index.js';
import type { Stock } from './stock.js';

export interface RefillingParts {
  /** The first ones are filled first. */
  readonly stocks: readonly Stock[];
  /** Without any sandbox and after this time without a start, nothing is kept ready until the next one. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One start, from its beginning until its sandbox is gone. Each may be called more than once. */
export interface ObservedStart {
  /** The runtime's process runs, or never will. */
  settled(): void;
  removed(): void;
}

/** Long enough for a runtime to boot: it needs the processor more than the next start needs to be prepared. */
const QUIET_MS = 300;
const SHORTEST_LOOK_MS = 1000;

/** Fills the stocks, one piece after the other, in moments when no start is under way. */
export class Refilling implements AsyncDisposable {
  readonly #underWay = new Set<object>();
  readonly #sandboxes = new Set<object>();
  #lastUseMs: number;
  #resting = true;
  #closed = false;
  #cancelTimer: CancelTimer | undefined;
  #work: Promise<void> | undefined;

  constructor(private readonly parts: RefillingParts) {
    this.#lastUseMs = parts.clock.monotonicMs();
  }

  begin(): ObservedStart {
    const start = {};
    this.#underWay.add(start);
    this.#sandboxes.add(start);
    this.#use();
    return {
      settled: () => {
        if (this.#underWay.delete(start)) this.#use();
      },
      removed: () => {
        this.#underWay.delete(start);
        if (this.#sandboxes.delete(start)) this.#schedule();
      },
    };
  }

  /** Something has been used, or is expected to be: the stocks are filled as soon as it is quiet. */
  request(): void {
    this.#use();
  }

  /** Settles when what is being made or removed now has been. */
  async settled(): Promise<void> {
    await this.#work;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#work;
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
      this.#resting = true;
      this.#begin(() => this.#dropAll());
      return;
    }
    const isQuiet = sinceUseMs >= QUIET_MS;
    if (isQuiet) this.#begin(() => this.#refill());
    const untilIdleMs = this.#sandboxes.size === 0 ? this.parts.idleMs - sinceUseMs : undefined;
    // Looked at again now and then: what is used no more goes, what somebody has removed is replaced.
    const nextLookMs = untilIdleMs ?? Math.max(this.parts.idleMs, SHORTEST_LOOK_MS);
    const delayMs = isQuiet ? nextLookMs : Math.min(QUIET_MS - sinceUseMs, nextLookMs);
    this.#cancelTimer = this.parts.clock.schedule(delayMs, () => {
      this.#schedule();
    });
  }

  /** One thing at a time; whatever is begun meanwhile finds out by itself what there is to do. */
  #begin(work: () => Promise<void>): void {
    const before = this.#work ?? Promise.resolve();
    const mine = before.then(work).finally(() => {
      if (this.#work === mine) this.#work = undefined;
    });
    this.#work = mine;
  }

  async #refill(): Promise<void> {
    try {
      for (const stock of this.parts.stocks) {
        while (this.#mayWork() && (await stock.refillOne()));
      }
    } catch (error) {
      this.parts.logger.debug(`Nothing can be prepared for coming starts now: ${messageOf(error)}`);
    }
  }

  #mayWork(): boolean {
    return !this.#closed && !this.#resting && this.#underWay.size === 0;
  }

  async #dropAll(): Promise<void> {
    for (const stock of this.parts.stocks) {
      await stock.drop().catch((error: unknown) => {
        this.parts.logger.debug(`What was prepared for coming starts could not be removed: ${messageOf(error)}`);
      });
    }
  }
}
