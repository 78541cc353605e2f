import {
  counterMeanings,
  counterNames,
  type Labels,
  type LambdaMetrics,
  type MetricFamily,
  type MetricSeries,
  resourceOf,
} from '../../metrics/index.js';
import type { MetricsView } from './metrics-view.js';

/** Everything under the names and labels that exporters of CloudWatch give it: `aws_lambda_invocations`, `function_name`, `resource`, `executed_version`. */
export function metricFamilies(metrics: LambdaMetrics, view: MetricsView): readonly MetricFamily[] {
  const all = [...metrics.all()];
  return [
    ...counterNames.map((name) => ({
      name: nameOf(name),
      help: counterMeanings[name],
      type: 'counter' as const,
      samples: all.map((series) => ({ labels: labelsOf(series), value: series.counts[name] })),
    })),
    {
      name: nameOf('DurationMilliseconds'),
      help: 'How long the function took: the Duration of its REPORT lines.',
      type: 'histogram',
      samples: all
        .filter(({ duration }) => duration.view().count > 0)
        .map((series) => ({ labels: labelsOf(series), value: series.duration })),
    },
    {
      name: nameOf('AsyncEventAgeMilliseconds'),
      help: 'From the acceptance of an asynchronous event to each of its attempts.',
      type: 'histogram',
      samples: all.flatMap((series) =>
        series.asyncEventAge === undefined ? [] : [{ labels: labelsOf(series), value: series.asyncEventAge }],
      ),
    },
    ...gauges(view),
  ];
}

function gauges({ functions, regions, provisioned }: MetricsView): readonly MetricFamily[] {
  const gauge = <T extends Place>(name: string, help: string, rows: readonly T[], value: (row: T) => number) => ({
    name: nameOf(name),
    help,
    type: 'gauge' as const,
    samples: rows.map((row) => ({ labels: placeLabels(row), value: value(row) })),
  });
  return [
    gauge(
      'ConcurrentExecutions',
      'Invocations of a function that run now.',
      functions,
      (row) => row.ConcurrentExecutions.current,
    ),
    gauge(
      'ConcurrentExecutionsMaximum',
      'The most invocations of a function that ran at once.',
      functions,
      (row) => row.ConcurrentExecutions.maximum,
    ),
    gauge(
      'UnreservedConcurrentExecutions',
      'Invocations of functions without reserved concurrency that run now.',
      regions,
      (row) => row.UnreservedConcurrentExecutions,
    ),
    gauge(
      'ClaimedAccountConcurrency',
      'What is reserved or provisioned, and what runs beside it.',
      regions,
      (row) => row.ClaimedAccountConcurrency,
    ),
    gauge(
      'ProvisionedConcurrentExecutions',
      'Invocations that run in provisioned concurrency now.',
      provisioned,
      (row) => row.ProvisionedConcurrentExecutions.current,
    ),
    gauge(
      'ProvisionedConcurrencyUtilization',
      'How much of the booted provisioned concurrency is in use, from 0 to 1.',
      provisioned,
      (row) => row.ProvisionedConcurrencyUtilization,
    ),
  ];
}

/** `ProvisionedConcurrencyInvocations` as `aws_lambda_provisioned_concurrency_invocations`. */
function nameOf(awsName: string): string {
  return `aws_lambda${awsName.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

function labelsOf(series: MetricSeries): Labels {
  const { account, region, name: functionName, executedVersion } = series.key;
  return {
    ...placeLabels({ account, region, functionName, resource: resourceOf(series) }),
    executed_version: executedVersion,
  };
}

interface Place {
  readonly account: string;
  readonly region: string;
  readonly functionName?: string;
  readonly resource?: string;
}

function placeLabels({ account, region, functionName, resource }: Place): Labels {
  return { account_id: account, region, function_name: functionName, resource };
}
