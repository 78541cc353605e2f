import {
  type FunctionMetricRow,
  functionMetricRows,
  type LambdaMetrics,
  type ResourceMetricRow,
  resourceMetricRows,
} from '../../metrics/index.js';
import {
  type ConcurrencySettings,
  type ProvisionedMetricRow,
  provisionedMetricRows,
  type RegionMetricRow,
  regionMetricRows,
} from './concurrency-gauges.js';

/** `/_hearth/metrics` as JSON: CloudWatch's metrics of Lambda by each of its dimensions, since `sinceMs`. */
export interface MetricsView {
  readonly sinceMs: number;
  readonly regions: readonly RegionMetricRow[];
  readonly functions: readonly FunctionMetricRow[];
  readonly resources: readonly ResourceMetricRow[];
  readonly provisioned: readonly ProvisionedMetricRow[];
}

export function metricsView(metrics: LambdaMetrics, settings: ConcurrencySettings, sinceMs: number): MetricsView {
  return {
    sinceMs,
    regions: regionMetricRows(metrics, settings),
    functions: functionMetricRows(metrics),
    resources: resourceMetricRows(metrics),
    provisioned: provisionedMetricRows(metrics, settings),
  };
}
