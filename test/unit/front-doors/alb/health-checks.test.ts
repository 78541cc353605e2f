import { describe, expect, it } from '@jest/globals';
import { createLogger, Emitter, ManualClock } from '../../../../src/base/index.js';
import { HealthChecks } from '../../../../src/front-doors/alb/health-checks.js';
import type { LoadBalancer } from '../../../../src/model/index.js';
import { frontendOf } from '../../../support/fake-frontend.js';
import { forwardTo, loadBalancer } from '../../../support/load-balancer.js';

const healthCheck = {
  path: '/health',
  intervalSeconds: 35,
  timeoutSeconds: 30,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
  matcher: '200',
};

function checked(...first: LoadBalancer[]) {
  const clock = new ManualClock();
  const lines: string[] = [];
  const paths: unknown[] = [];
  const changes = new Emitter<undefined>();
  const state = { status: 200, balancers: first };
  const frontend = frontendOf((_, event) => {
    paths.push(event['path']);
    return { statusCode: state.status };
  });
  const checks = new HealthChecks({
    registry: { apis: { balancers: () => state.balancers, onChange: (listener) => changes.subscribe(listener) } },
    frontend,
    queue: { accept: () => Promise.reject(new Error('Nothing is queued.')) },
    clock,
    logger: createLogger((_, message) => lines.push(message)),
  });
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise(setImmediate);
  };
  return {
    state,
    lines,
    paths,
    advance,
    change: () => changes.emit(undefined),
    [Symbol.asyncDispose]: () => checks[Symbol.asyncDispose](),
  };
}

// Elastic Load Balancing, "Health checks for Application Load Balancer target groups".
describe('health checks of targets', () => {
  it('invoke the function at once and at each interval, and tell when the state changes', async () => {
    await using group = checked(loadBalancer([{ action: forwardTo({ healthCheck }) }]));
    const { state, lines, paths, advance } = group;

    await advance(0);
    await advance(34_999);
    expect(paths).toEqual(['/health']);
    await advance(1);
    state.status = 500;
    await advance(35_000);
    await advance(35_000);

    expect(paths).toHaveLength(4);
    expect(lines).toEqual([
      'The target of "Group" is healthy.',
      'The target of "Group" is unhealthy: it answered 500 instead of 200. It still gets every request, as on AWS when no target is healthy.',
    ]);
  });

  it('are not made for groups without them, or that no rule uses any more', async () => {
    await using group = checked(
      loadBalancer([{}]),
      loadBalancer([{ action: forwardTo({ healthCheck, arn: 'arn:other' }) }]),
    );
    const { state, paths, advance, change } = group;
    await advance(0);
    state.balancers = [];
    change();
    await advance(100_000);

    expect(paths).toEqual(['/health']);
  });
});
