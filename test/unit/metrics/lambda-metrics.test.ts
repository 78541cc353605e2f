import { describe, expect, it } from '@jest/globals';
import { functionMetricRows, LambdaMetrics, resourceMetricRows } from '../../../src/metrics/index.js';
import { functionVersionOf } from '../invoke-path/function-version-of.js';

const key = { account: '000000000000', region: 'us-east-1', name: 'f' };

describe('a series', () => {
  it('is one for a function and qualifier, whatever version object asks for it', () => {
    const metrics = new LambdaMetrics();
    const series = metrics.ofInvocation(functionVersionOf('f'), undefined);

    expect(metrics.ofInvocation(functionVersionOf('f', { generation: 'later' }), undefined)).toBe(series);
    expect(metrics.ofInvocation(functionVersionOf('f'), '$LATEST')).not.toBe(series);
    const { account, region, name } = functionVersionOf('f').arn;
    expect(metrics.of({ account, region, name })).toBe(series);
  });

  it('of an alias is one for each version that it leads to', () => {
    const metrics = new LambdaMetrics();

    metrics.of({ ...key, qualifier: 'live', executedVersion: '1' }).answered({ outcome: 'success' });
    metrics.of({ ...key, qualifier: 'live', executedVersion: '2' }).answered({ outcome: 'function-error' });
    metrics.of({ ...key, qualifier: '2', executedVersion: '2' }).answered({ outcome: 'success' });

    expect(resourceMetricRows(metrics)).toMatchObject([
      { resource: 'f:live', executedVersion: '1', Invocations: 1, Errors: 0 },
      { resource: 'f:live', executedVersion: '2', Invocations: 1, Errors: 1 },
      { resource: 'f:2', Invocations: 1 },
    ]);
    expect(functionMetricRows(metrics)).toMatchObject([{ functionName: 'f', Invocations: 3, Errors: 1 }]);
  });

  it('keeps accounts and regions apart', () => {
    const metrics = new LambdaMetrics();
    for (const region of ['us-east-1', 'eu-west-1']) metrics.of({ ...key, region }).throttled();
    metrics.of({ ...key, account: '111111111111' }).throttled();

    expect(functionMetricRows(metrics).map(({ Throttles }) => Throttles)).toEqual([1, 1, 1]);
  });

  it('counts in which share of the concurrency an invocation runs, and the most at once of the function', () => {
    const metrics = new LambdaMetrics();
    const [series, other] = [metrics.of(key), metrics.of({ ...key, qualifier: 'live' })];

    series.began('provisioned');
    series.began('spillover');
    other.began('on-demand');
    series.ended('provisioned');
    other.ended('on-demand');

    expect(series.provisioned).toMatchObject({ current: 0, maximum: 1 });
    expect(functionMetricRows(metrics)).toMatchObject([
      {
        ProvisionedConcurrencyInvocations: 1,
        ProvisionedConcurrencySpilloverInvocations: 1,
        ConcurrentExecutions: { current: 1, maximum: 3 },
      },
    ]);
    expect(metrics.runningInRegions()).toMatchObject([{ current: 1, maximum: 3 }]);
  });
});
