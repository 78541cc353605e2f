export { type CounterName, counterMeanings, counterNames } from './counters.js';
export type { Distribution, DistributionView } from './distribution.js';
export { contentTypes, exposition, type ExpositionFormat, type Labels, type MetricFamily } from './exposition.js';
export { LambdaMetrics, type RunningView } from './lambda-metrics.js';
export type { MetricSeries, SeriesKey } from './metric-series.js';
export {
  type FunctionMetricRow,
  functionMetricRows,
  type MetricRow,
  type ResourceMetricRow,
  resourceMetricRows,
  resourceOf,
} from './metrics-rows.js';
