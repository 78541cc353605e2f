import { type Counts, counterNames, zeroCounts } from './counters.js';
import { addedViews, type DistributionView } from './distribution.js';
import type { LambdaMetrics } from './lambda-metrics.js';
import type { MetricSeries, SeriesKey } from './metric-series.js';

/** What is counted of something, under CloudWatch's names; durations and ages in milliseconds. */
export interface MetricRow extends Readonly<Counts> {
  readonly Duration: DistributionView;
  readonly AsyncEventAge: DistributionView;
}

/** CloudWatch's dimension `FunctionName`: a function under all of its names. */
export interface FunctionMetricRow extends MetricRow {
  readonly account: string;
  readonly region: string;
  readonly functionName: string;
  readonly ConcurrentExecutions: { readonly current: number; readonly maximum: number };
}

/** CloudWatch's dimensions `Resource` and, of aliases, `ExecutedVersion`. */
export interface ResourceMetricRow extends MetricRow {
  readonly account: string;
  readonly region: string;
  readonly functionName: string;
  /** `<function>` or `<function>:<version or alias>`, as it was called. */
  readonly resource: string;
  readonly executedVersion?: string;
}

/** In the order in which they were first called. */
export function resourceMetricRows(metrics: LambdaMetrics): readonly ResourceMetricRow[] {
  return [...metrics.all()].map((series) => {
    const { account, region, name, executedVersion } = series.key;
    return {
      account,
      region,
      functionName: name,
      resource: resourceOf(series),
      ...(executedVersion !== undefined && { executedVersion }),
      ...metricRow([series]),
    };
  });
}

export function functionMetricRows(metrics: LambdaMetrics): readonly FunctionMetricRow[] {
  const byFunction = new Map<string, MetricSeries[]>();
  for (const series of metrics.all()) {
    const id = functionId(series.key);
    byFunction.set(id, [...(byFunction.get(id) ?? []), series]);
  }
  return metrics.runningInFunctions().map(({ account, region, name, current, maximum }) => ({
    account,
    region,
    functionName: name,
    ConcurrentExecutions: { current, maximum },
    ...metricRow(byFunction.get(functionId({ account, region, name })) ?? []),
  }));
}

function functionId({ account, region, name }: SeriesKey): string {
  return `${account}:${region}:${name}`;
}

export function resourceOf({ key: { name, qualifier } }: MetricSeries): string {
  return qualifier === undefined ? name : `${name}:${qualifier}`;
}

const nothing: DistributionView = { count: 0, sum: 0, minimum: 0, maximum: 0 };

function metricRow(all: readonly MetricSeries[]): MetricRow {
  const counts = zeroCounts();
  for (const { counts: own } of all) for (const name of counterNames) counts[name] += own[name];
  return {
    ...counts,
    Duration: all.reduce((sum, { duration }) => addedViews(sum, duration.view()), nothing),
    AsyncEventAge: all.reduce((sum, { asyncEventAge }) => addedViews(sum, asyncEventAge?.view() ?? nothing), nothing),
  };
}
