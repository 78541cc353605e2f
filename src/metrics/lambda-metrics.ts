import { type FunctionVersion, LATEST } from '../model/index.js';
import { MetricSeries, type SeriesKey } from './metric-series.js';
import { RunningCount } from './running-count.js';

/** A function, or with the name left out a whole account and region, and what runs there at once. */
export interface RunningView {
  readonly account: string;
  readonly region: string;
  readonly current: number;
  readonly maximum: number;
}

/** Everything that is counted since Hearth began, one series for each function, qualifier and executed version that was called. */
export class LambdaMetrics {
  readonly #series = new Map<string, MetricSeries>();
  /** The way without building a key, which every invocation takes; `undefined` stands for no qualifier. */
  readonly #byVersion = new WeakMap<FunctionVersion, Map<string | undefined, MetricSeries>>();
  readonly #byFunction = new Map<string, { readonly key: SeriesKey; readonly count: RunningCount }>();
  readonly #byRegion = new Map<string, { readonly key: SeriesKey; readonly count: RunningCount }>();

  /** The series of an invocation, as cheap as two look-ups. */
  ofInvocation(version: FunctionVersion, qualifier: string | undefined): MetricSeries {
    const known = this.#byVersion.get(version)?.get(qualifier);
    if (known !== undefined) return known;
    const { account, region, name } = version.arn;
    const series = this.of({ account, region, name, qualifier, executedVersion: version.version });
    const ofVersion = this.#byVersion.get(version) ?? new Map<string | undefined, MetricSeries>();
    this.#byVersion.set(version, ofVersion.set(qualifier, series));
    return series;
  }

  /** The executed version tells series apart only where an alias was called: elsewhere the qualifier says it. */
  of(given: SeriesKey): MetricSeries {
    const key = isAlias(given.qualifier) ? given : { ...given, executedVersion: undefined };
    const { account, region, name, qualifier, executedVersion } = key;
    const text = JSON.stringify([account, region, name, qualifier, executedVersion]);
    const existing = this.#series.get(text);
    if (existing !== undefined) return existing;
    const created = new MetricSeries(key, {
      inFunction: countIn(this.#byFunction, `${account}:${region}:${name}`, key),
      inRegion: countIn(this.#byRegion, `${account}:${region}`, key),
    });
    this.#series.set(text, created);
    return created;
  }

  all(): Iterable<MetricSeries> {
    return this.#series.values();
  }

  runningInFunctions(): readonly (RunningView & { readonly name: string })[] {
    return [...this.#byFunction.values()].map(({ key: { account, region, name }, count: { current, maximum } }) => ({
      account,
      region,
      name,
      current,
      maximum,
    }));
  }

  runningInRegions(): readonly RunningView[] {
    return [...this.#byRegion.values()].map(({ key: { account, region }, count: { current, maximum } }) => ({
      account,
      region,
      current,
      maximum,
    }));
  }
}

function isAlias(qualifier: string | undefined): boolean {
  return qualifier !== undefined && qualifier !== LATEST && !/^\d+$/.test(qualifier);
}

function countIn(
  counts: Map<string, { readonly key: SeriesKey; readonly count: RunningCount }>,
  text: string,
  key: SeriesKey,
): RunningCount {
  const existing = counts.get(text);
  if (existing !== undefined) return existing.count;
  const count = new RunningCount();
  counts.set(text, { key, count });
  return count;
}
