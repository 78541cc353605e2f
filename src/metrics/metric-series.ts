import type { DurationMeter, InvocationOutcome } from '../model/index.js';
import { type Counts, zeroCounts } from './counters.js';
import { ageBoundsMs, Distribution, durationBoundsMs } from './distribution.js';
import { RunningCount } from './running-count.js';

/** What a series is about: a function as it was called, and the version that ran. */
export interface SeriesKey {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** As the caller gave it; absent when none was given. */
  readonly qualifier?: string | undefined;
  /** Absent for what is counted before or without a run. */
  readonly executedVersion?: string | undefined;
}

/** In which part of the concurrency an invocation runs; `spillover` is what provisioned concurrency has no place for. */
export type ConcurrencyShare = 'provisioned' | 'spillover' | 'on-demand';

/** The numbers of one `SeriesKey`. Whoever has it counts by plain additions: no call of it allocates, waits or fails. */
export class MetricSeries implements DurationMeter {
  readonly counts: Counts = zeroCounts();
  readonly duration = new Distribution(durationBoundsMs);
  readonly provisioned = new RunningCount();
  #asyncEventAge: Distribution | undefined;

  constructor(
    readonly key: SeriesKey,
    /** Of all series of the function, and of all of its account and region. */
    private readonly running: { readonly inFunction: RunningCount; readonly inRegion: RunningCount },
  ) {}

  /** From acceptance to each attempt; undefined for what is called synchronously only. */
  get asyncEventAge(): Distribution | undefined {
    return this.#asyncEventAge;
  }

  throttled(): void {
    this.counts.Throttles += 1;
  }

  began(share: ConcurrencyShare): void {
    this.running.inFunction.enter();
    this.running.inRegion.enter();
    if (share === 'on-demand') return;
    if (share === 'provisioned') this.provisioned.enter();
    this.counts[share === 'provisioned' ? 'ProvisionedConcurrencyInvocations' : spillover] += 1;
  }

  /** To be called once for each `began`. */
  ended(share: ConcurrencyShare): void {
    this.running.inFunction.leave();
    this.running.inRegion.leave();
    if (share === 'provisioned') this.provisioned.leave();
  }

  answered({ outcome }: Pick<InvocationOutcome, 'outcome'>): void {
    this.counts.Invocations += 1;
    if (outcome === 'function-error') this.counts.Errors += 1;
  }

  tookMs(durationMs: number): void {
    this.duration.add(durationMs);
  }

  waitedMs(ageMs: number): void {
    (this.#asyncEventAge ??= new Distribution(ageBoundsMs)).add(ageMs);
  }
}

const spillover = 'ProvisionedConcurrencySpilloverInvocations';
