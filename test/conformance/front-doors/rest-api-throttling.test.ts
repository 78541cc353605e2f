import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import type { UsagePlan } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { type ApiSketch, restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const ok = frontendOf(() => ({ statusCode: 200, body: 'ok' }));
const routes = [{ path: '/x' }, { path: '/x', method: 'POST' }, { path: '/y' }];
const throttle = (rateLimit: number, burstLimit: number) => ({ throttle: { rateLimit, burstLimit } });

async function statusesOf(api: ApiSketch, requests: readonly string[], clock = new ManualClock()): Promise<unknown[]> {
  await using server = await serveApis([restApiOf({ routes, ...api })], ok, { clock });
  const statuses: unknown[] = [];
  for (const request of requests) {
    const [method = '', path = '', key = ''] = request.split(' ');
    const { status } = await httpRequest(server.port, path, { method, headers: { 'x-api-key': key } });
    statuses.push(status);
  }
  return statuses;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
describe('the throttle of a stage', () => {
  const stageWith = (...methodSettings: NonNullable<NonNullable<ApiSketch['stages']>[number]['methodSettings']>) => ({
    stages: [{ name: 'test', variables: {}, methodSettings }],
  });

  it('answers 429 in the words of THROTTLED once the burst is used up', async () => {
    const api = restApiOf({ routes, ...stageWith({ path: '*', method: '*', ...throttle(1, 1) }) });
    await using server = await serveApis([api], ok, { clock: new ManualClock() });

    await httpRequest(server.port, '/x');
    const { status, body, headers } = await httpRequest(server.port, '/x');

    expect([status, body, headers['x-amzn-errortype']]).toEqual([
      429,
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
    ]);
  });

  it('takes the gateway response of the API', async () => {
    const gatewayResponses = { THROTTLED: { statusCode: 503, parameters: {}, templates: {} } };

    const statuses = await statusesOf(
      { gatewayResponses, ...stageWith({ path: '*', method: '*', ...throttle(0, 0) }) },
      ['GET /x'],
    );

    expect(statuses).toEqual([503]);
  });

  it('counts each method by itself', async () => {
    const statuses = await statusesOf(stageWith({ path: '*', method: '*', ...throttle(1, 1) }), [
      'GET /x',
      'POST /x',
      'GET /y',
      'GET /y',
    ]);

    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('lets the settings of a method count for those of all', async () => {
    const statuses = await statusesOf(
      stageWith({ path: '*', method: '*', ...throttle(0, 0) }, { path: '/x', method: 'GET', ...throttle(1, 2) }),
      ['GET /x', 'GET /x', 'GET /x', 'POST /x'],
    );

    expect(statuses).toEqual([200, 200, 429, 429]);
  });

  it('fills up again with its rate', async () => {
    const clock = new ManualClock();
    const api = restApiOf({ routes, ...stageWith({ path: '/x', method: '*', ...throttle(2, 1) }) });
    await using server = await serveApis([api], ok, { clock });
    const status = async () => (await httpRequest(server.port, '/x')).status;

    const before = [await status(), await status()];
    clock.advance(500);

    expect([...before, await status()]).toEqual([200, 429, 200]);
  });
});

describe('the throttle of a usage plan', () => {
  const plan: UsagePlan = {
    id: 'plan',
    stages: ['test'],
    keys: ['a', 'b'].map((id) => ({ id, value: id, enabled: true })),
    ...throttle(1, 1),
    methodThrottles: { test: { '/y/GET': { rateLimit: 1, burstLimit: 2 } } },
  };
  const keyed = { routes: routes.map((route) => ({ ...route, apiKeyRequired: true })), usagePlans: [plan] };

  it('is of each client', async () => {
    expect(await statusesOf(keyed, ['GET /x a', 'GET /x a', 'GET /x b'])).toEqual([200, 429, 200]);
  });

  it('is another one for a method that has its own', async () => {
    expect(await statusesOf(keyed, ['GET /x a', 'GET /y a', 'GET /y a', 'GET /y a'])).toEqual([200, 200, 200, 429]);
  });

  it('comes before that of the stage', async () => {
    const stages = [{ name: 'test', variables: {}, methodSettings: [{ path: '*', method: '*', ...throttle(1, 1) }] }];

    expect(await statusesOf({ ...keyed, stages }, ['GET /x a', 'GET /x b'])).toEqual([200, 429]);
  });
});
