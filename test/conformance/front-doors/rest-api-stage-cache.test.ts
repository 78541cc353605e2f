import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import type { MethodSettings, RestLambdaProxy, RestStage } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { type ApiSketch, restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const cachesAll: MethodSettings = { path: '*', method: '*', caches: true };
const proxy = (parameters: readonly string[] = []): RestLambdaProxy => ({
  type: 'AWS_PROXY',
  functionReference: 'Fn',
  httpMethod: 'POST',
  streams: false,
  requestParameters: {},
  timeoutMs: 29_000,
  cache: { parameters },
});

const stageWith = (settings: readonly MethodSettings[], more: Partial<RestStage> = {}): RestStage => ({
  name: 'test',
  variables: {},
  hasCacheCluster: true,
  methodSettings: settings,
  ...more,
});

/** Serves an API whose function counts its calls; `ask` tells the count in the answer. */
async function serveCounting(sketch: ApiSketch, clock = new ManualClock(Date.UTC(2026, 10, 29)), status = 200) {
  let calls = 0;
  const frontend = frontendOf(({ name }) => {
    if (name === 'Authorizer') return policy;
    calls += 1;
    return { statusCode: status, headers: { 'X-Own': 'kept' }, body: String(calls) };
  });
  const server = await serveApis([restApiOf({ routes: [{ integration: proxy() }], ...sketch })], frontend, { clock });
  return {
    clock,
    ask: async (target = '/x', headers: Record<string, string> = {}, method = 'GET') => {
      const answer = await httpRequest(server.port, target, { method, headers });
      return { ...answer, call: answer.body };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const policy = {
  principalId: 'p',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['execute-api:Invoke', 'execute-api:InvalidateCache'], Resource: '*' }],
  },
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
describe('the cache of a stage', () => {
  it('answers again what a GET method answered, with ids of its own', async () => {
    await using api = await serveCounting({ stages: [stageWith([cachesAll])] });

    const [first, second] = [await api.ask(), await api.ask()];

    expect([first.call, second.call]).toEqual(['1', '1']);
    expect(second.headers).toMatchObject({ 'x-own': 'kept', 'content-type': 'application/json' });
    expect(second.headers['x-amzn-requestid']).not.toBe(first.headers['x-amzn-requestid']);
    expect(second.headers['x-amzn-trace-id']).not.toBe(first.headers['x-amzn-trace-id']);
  });

  it.each([
    ['no cache cluster', stageWith([cachesAll], { hasCacheCluster: false })],
    ['no method that caches', stageWith([])],
    ['a method that does not', stageWith([cachesAll, { path: '/x', method: 'GET', caches: false }])],
    ['a time of 0', stageWith([{ ...cachesAll, cacheTtlSeconds: 0 }])],
  ])('keeps nothing with %s', async (_case, stage) => {
    await using api = await serveCounting({ stages: [stage] });

    expect([(await api.ask()).call, (await api.ask()).call]).toEqual(['1', '2']);
  });

  it.each([
    [300, {}],
    [20, { cacheTtlSeconds: 20 }],
    [3600, { cacheTtlSeconds: 7200 }],
  ])('keeps a response for %d seconds with %j', async (seconds, settings) => {
    await using api = await serveCounting({ stages: [stageWith([{ ...cachesAll, ...settings }])] });
    await api.ask();

    api.clock.advance(seconds * 1000 - 1);
    const before = (await api.ask()).call;
    api.clock.advance(1);

    expect([before, (await api.ask()).call]).toEqual(['1', '2']);
  });

  it('is only of GET, unless a method is told to cache', async () => {
    const routes = ['GET', 'POST', 'PUT'].map((method) => ({ method, integration: proxy() }));
    await using api = await serveCounting({
      routes,
      stages: [stageWith([cachesAll, { path: '/x', method: 'POST', caches: true }])],
    });
    const calls: string[] = [];

    for (const method of ['PUT', 'PUT', 'POST', 'POST', 'GET']) calls.push((await api.ask('/x', {}, method)).call);

    expect(calls).toEqual(['1', '2', '3', '3', '4']);
  });

  it('tells responses apart by the cache keys of the integration, and by nothing else', async () => {
    const integration = proxy(['method.request.querystring.q', 'method.request.header.X-H', 'method.request.path.id']);
    await using api = await serveCounting({
      routes: [{ path: '/x/{id}', integration }],
      stages: [stageWith([cachesAll])],
    });
    const calls: string[] = [];

    for (const [target, headers] of [
      ['/x/1?q=a', {}],
      ['/x/1?q=a&other=1', { 'X-Other': '1' }],
      ['/x/1?q=b', {}],
      ['/x/1?q=b&q=a', {}],
      ['/x/1', {}],
      ['/x/2?q=a', {}],
      ['/x/1?q=a', { 'x-h': '1' }],
    ] satisfies [string, Record<string, string>][])
      calls.push((await api.ask(target, headers)).call);

    expect(calls).toEqual(['1', '1', '2', '3', '4', '5', '6']);
  });

  // https://stackoverflow.com/questions/47166302: a 429 of the integration is kept too.
  it('keeps what an integration answers whatever its status, and no answer of the gateway', async () => {
    await using api = await serveCounting({ stages: [stageWith([cachesAll])] }, undefined, 503);
    await using broken = await serveCounting({ stages: [stageWith([cachesAll])] }, undefined, 999);

    expect([(await api.ask()).call, (await api.ask()).call]).toEqual(['1', '1']);
    expect([(await broken.ask()).status, (await broken.ask()).status]).toEqual([502, 502]);
  });

  it('of a canary is none unless it shares that of the stage', async () => {
    const canary = { percentTraffic: 100, variables: {} };
    await using own = await serveCounting({ stages: [stageWith([cachesAll], { canary })] });
    await using shared = await serveCounting({
      stages: [stageWith([cachesAll], { canary: { ...canary, usesStageCache: true } })],
    });

    expect([(await own.ask()).call, (await own.ask()).call]).toEqual(['1', '2']);
    expect([(await shared.ask()).call, (await shared.ask()).call]).toEqual(['1', '1']);
  });

  it('keeps no response beyond 1 MB', async () => {
    let calls = 0;
    const frontend = frontendOf(() => ({ statusCode: 200, body: 'x'.repeat(1_048_576 + (calls += 1) - 1) }));
    const api = restApiOf({ routes: [{ integration: proxy() }], stages: [stageWith([cachesAll])] });
    await using server = await serveApis([api], frontend);

    await httpRequest(server.port, '/x');
    await httpRequest(server.port, '/x');

    expect(calls).toBe(1);
    const larger = restApiOf({ ...api, routes: [{ path: '/y', integration: proxy() }] });
    await using other = await serveApis([larger], frontend);
    await httpRequest(other.port, '/y');
    await httpRequest(other.port, '/y');
    expect(calls).toBe(3);
  });
});

// The same page, "Invalidate an API Gateway cache entry"; defaults: recording TestStages::test_update_stage_remove_wildcard.
describe('a client that asks for a fresh response', () => {
  const fresh = { 'Cache-Control': 'max-age=0' };
  const ask = async (settings: Partial<MethodSettings>, more: ApiSketch = {}, headers: Record<string, string> = {}) => {
    await using api = await serveCounting({ ...more, stages: [stageWith([{ ...cachesAll, ...settings }])] });
    const first = await api.ask('/x', headers);
    const asked = await api.ask('/x', { ...headers, ...fresh });
    const last = await api.ask('/x', headers);
    return { first, asked, last, calls: [first.call, asked.call, last.call] };
  };

  it('gets it, and those after it, where no permission is needed', async () => {
    const { calls, asked } = await ask({ protectsCache: false });

    expect(calls).toEqual(['1', '2', '2']);
    expect(asked.headers).not.toHaveProperty('warning');
  });

  it('is answered from the cache with a warning when it has no permission', async () => {
    const { calls, asked } = await ask({});

    expect(calls).toEqual(['1', '1', '1']);
    expect(asked.headers['warning']).toBe(
      '199 Cache-control headers were ignored because the caller was unauthorized.',
    );
  });

  it('is answered without a warning under SUCCEED_WITHOUT_RESPONSE_HEADER', async () => {
    const { calls, asked } = await ask({ unauthorizedCacheControl: 'SUCCEED_WITHOUT_RESPONSE_HEADER' });

    expect(calls).toEqual(['1', '1', '1']);
    expect(asked.headers).not.toHaveProperty('warning');
  });

  it('is refused with 403 under FAIL_WITH_403', async () => {
    const { asked, last } = await ask({ unauthorizedCacheControl: 'FAIL_WITH_403' });

    expect([asked.status, asked.headers['x-amzn-errortype'], last.call]).toEqual([403, 'AccessDeniedException', '1']);
  });

  it('has the permission by the policy of its authorizer', async () => {
    const authorizer = {
      type: 'TOKEN',
      functionReference: 'Authorizer',
      identitySource: 'method.request.header.Authorization',
      ttlSeconds: 300,
    } as const;
    const authorization = { type: 'AUTHORIZER', name: 'A', scopes: [] } as const;

    const { calls } = await ask(
      {},
      { authorizers: { A: authorizer }, routes: [{ authorization, integration: proxy() }] },
      { Authorization: 'token' },
    );

    expect(calls).toEqual(['1', '2', '2']);
  });

  it('has the permission by the policy of the API', async () => {
    const allowed = { Effect: 'Allow', Principal: '*', Resource: 'execute-api:/*' };

    const { calls } = await ask({}, { policy: { Statement: [{ ...allowed, Action: 'execute-api:*' }] } });

    expect(calls).toEqual(['1', '2', '2']);
  });
});
