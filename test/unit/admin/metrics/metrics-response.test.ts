import { describe, expect, it } from '@jest/globals';
import { answerMetrics, type MetricsNeeds } from '../../../../src/admin/metrics/metrics-response.js';
import { listenHttp, type ListeningServer } from '../../../../src/base/index.js';
import { LambdaMetrics } from '../../../../src/metrics/index.js';

const place = { account: '000000000000', region: 'us-east-1' };
const key = { ...place, name: 'f' };

/** One function with two of five reserved, of which a version has provisioned concurrency, and one that shares the rest. */
function needs(metrics: LambdaMetrics): MetricsNeeds {
  const target = { ...key, qualifier: '1' };
  return {
    metrics,
    functions: {
      reservations: () => [{ ...key, reserved: 5 }],
      reservedConcurrency: (name) => (name === 'f' ? 5 : undefined),
    },
    provisioned: { all: () => [{ target, requested: 4, lastModifiedMs: 0 }] },
    provisionedSandboxes: { progressOf: () => ({ allocated: 4, available: 3, status: 'READY' }) },
  };
}

function serve(metrics: LambdaMetrics): Promise<ListeningServer> {
  return listenHttp(
    (request, response) => {
      const query = new URL(request.url ?? '/', 'http://hearth').searchParams;
      answerMetrics(needs(metrics), 7, { request, query }, response);
    },
    { host: '127.0.0.1', port: 0 },
  );
}

function calledMetrics(): LambdaMetrics {
  const metrics = new LambdaMetrics();
  const [provisioned, other] = [metrics.of({ ...key, qualifier: '1' }), metrics.of({ ...place, name: 'g' })];
  provisioned.began('provisioned');
  other.began('on-demand');
  other.counts.AsyncEventsReceived += 1;
  other.waitedMs(20);
  other.tookMs(3);
  other.answered({ outcome: 'function-error' });
  return metrics;
}

describe('/_hearth/metrics', () => {
  it('is text for Prometheus, with the names and labels of the exporters of CloudWatch', async () => {
    await using server = await serve(calledMetrics());

    const response = await fetch(`http://127.0.0.1:${server.port}/`);

    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const labels = 'account_id="000000000000",region="us-east-1"';
    expect((await response.text()).split('\n')).toEqual(
      expect.arrayContaining([
        '# TYPE aws_lambda_errors_total counter',
        `aws_lambda_errors_total{${labels},function_name="g",resource="g"} 1`,
        `aws_lambda_invocations_total{${labels},function_name="f",resource="f:1"} 0`,
        `aws_lambda_provisioned_concurrency_invocations_total{${labels},function_name="f",resource="f:1"} 1`,
        `aws_lambda_duration_milliseconds_bucket{${labels},function_name="g",resource="g",le="5"} 1`,
        `aws_lambda_async_event_age_milliseconds_count{${labels},function_name="g",resource="g"} 1`,
        `aws_lambda_concurrent_executions{${labels},function_name="f"} 1`,
        `aws_lambda_unreserved_concurrent_executions{${labels}} 1`,
        `aws_lambda_claimed_account_concurrency{${labels}} 6`,
        `aws_lambda_provisioned_concurrency_utilization{${labels},function_name="f",resource="f:1"} 0.25`,
      ]),
    );
  });

  it('is OpenMetrics for who asks for that', async () => {
    await using server = await serve(calledMetrics());
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';

    const response = await fetch(`http://127.0.0.1:${server.port}/`, { headers: { accept } });

    expect(response.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(await response.text()).toMatch(/# TYPE aws_lambda_errors counter\n[^]*# EOF\n$/);
  });

  it("is JSON with CloudWatch's names by each of its dimensions", async () => {
    await using server = await serve(calledMetrics());

    const response = await fetch(`http://127.0.0.1:${server.port}/?format=json`);

    expect(await response.json()).toMatchObject({
      sinceMs: 7,
      regions: [{ ...place, ConcurrentExecutions: { current: 2, maximum: 2 }, UnreservedConcurrentExecutions: 1 }],
      functions: [{ functionName: 'f' }, { functionName: 'g', Invocations: 1, Errors: 1, Duration: { sum: 3 } }],
      resources: [{ resource: 'f:1' }, { resource: 'g', AsyncEventsReceived: 1, AsyncEventAge: { maximum: 20 } }],
      provisioned: [{ resource: 'f:1', ProvisionedConcurrentExecutions: { current: 1, maximum: 1 } }],
    });
  });

  it('names its formats when asked for another', async () => {
    await using server = await serve(new LambdaMetrics());

    const response = await fetch(`http://127.0.0.1:${server.port}/?format=xml`);

    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('There is no format \\"xml\\". There are prometheus, openmetrics and json.'),
    ]);
  });
});
