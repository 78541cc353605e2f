import { describe, expect, it } from '@jest/globals';
import type { DomainMapping } from '../../../src/model/index.js';
import { type FakeEvent, frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { type ApiSketch, httpApiOf, restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const routes = [{ path: '/' }, { path: '/x/{id}' }, { path: '/files/{proxy+}' }];
const mapped = (id: string, domains: readonly DomainMapping[], more: ApiSketch = {}) => ({
  ...restApiOf({ id, stage: 'live', routes, ...more }),
  domains,
});
const domain = 'api.example.com';

/** Who answered, and where the function believes to be. */
const frontend = frontendOf((_target, event: FakeEvent) => {
  const { path, apiId, stage } = event['requestContext'] as Readonly<Record<string, string>>;
  return { statusCode: 200, body: JSON.stringify({ apiId, stage, path: event['path'], contextPath: path }) };
});

async function ask(
  port: number,
  path: string,
  host = domain,
): Promise<{ status?: number | undefined; answer: unknown }> {
  const { status, body } = await httpRequest(port, path, { headers: { Host: host } });
  return { status, answer: JSON.parse(body) };
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html; http contract §1.13.
describe('the base paths of a custom domain', () => {
  const orders = mapped('orders1234', [{ domain, basePath: '/orders', stage: 'live' }]);
  const second = mapped('orders2345', [{ domain, basePath: '/orders/v2', stage: 'live' }]);
  const rest = mapped('others1234', [{ domain, basePath: '', stage: 'live' }]);

  it.each([
    ['/orders/x/1', 'orders1234'],
    ['/orders', 'orders1234'],
    ['/orders/v2/x/1', 'orders2345'],
    ['/x/1', 'others1234'],
    ['/', 'others1234'],
  ])('lead %s to the API with the longest one: %s', async (path, apiId) => {
    await using server = await serveApis([rest, orders, second], frontend);

    expect(await ask(server.port, path)).toMatchObject({ status: 200, answer: { apiId, stage: 'live' } });
  });

  it('count in whole segments only', async () => {
    await using server = await serveApis([orders], frontend);

    expect(await ask(server.port, '/orders7/1')).toEqual({ status: 403, answer: { message: 'Forbidden' } });
  });

  it.each(['/orders/x/a%2Fb', '/orders/files/a/', '/orders'])(
    'stay in both paths that the function sees, without the stage: %s',
    async (path) => {
      await using server = await serveApis([orders], frontend);

      expect((await ask(server.port, path)).answer).toMatchObject({ path, contextPath: path });
    },
  );

  it('are taken off for the ARN of the method and for path parameters', async () => {
    const guarded = mapped('orders1234', [{ domain, basePath: '/orders', stage: 'live' }], {
      authorizers: {
        Guard: { type: 'TOKEN', functionReference: 'Guard', identitySource: 'method.request.header.T', ttlSeconds: 0 },
      },
      routes: [{ path: '/x/{id}', authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] } }],
    });
    let arn: unknown;
    const both = frontendOf((target, event) => {
      if (target.name !== 'Guard') return { statusCode: 200, body: JSON.stringify(event.pathParameters) };
      arn = event['methodArn'];
      const statement = { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event['methodArn'] };
      return { principalId: 'me', policyDocument: { Statement: [statement] } };
    });
    await using server = await serveApis([guarded], both);

    const { body } = await httpRequest(server.port, '/orders/x/1', { headers: { Host: domain, T: 't' } });

    expect(JSON.parse(body)).toEqual({ id: '1' });
    expect(arn).toMatch(/:orders1234\/live\/GET\/x\/1$/);
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
  it('are told to mapping templates', async () => {
    const template = '{"matched": "$context.customDomain.basePathMatched"}';
    const integration = {
      type: 'MOCK',
      requestParameters: {},
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      passthroughBehavior: 'WHEN_NO_MATCH',
      responses: [{ statusCode: 200, parameters: {}, templates: { 'application/json': template } }],
    } as const;
    const domains = [
      { domain, basePath: '/orders', stage: 'live' },
      { domain, basePath: '', stage: 'live' },
    ];
    await using server = await serveApis([mapped('orders1234', domains, { routes: [{ integration }] })], frontend);

    expect((await ask(server.port, '/orders/x')).answer).toEqual({ matched: 'orders' });
    expect((await ask(server.port, '/x')).answer).toEqual({ matched: '(none)' });
    expect((await ask(server.port, '/x', 'localhost')).answer).toEqual({ matched: '' });
  });

  it('without a stage leave the next segment to name it', async () => {
    await using server = await serveApis([mapped('orders1234', [{ domain, basePath: '/orders' }])], frontend);

    expect(await ask(server.port, '/orders/live/x/1')).toMatchObject({ status: 200, answer: { stage: 'live' } });
    expect((await ask(server.port, '/orders/x/1')).status).toBe(403);
  });

  it('of an HTTP API are not in its paths, and an unknown one is not found', async () => {
    const api = {
      ...httpApiOf({
        stage: '$default',
        routes: [{ path: '/x/{id}', payloadFormat: '2.0' }],
      }),
      domains: [{ domain, basePath: '/v1', stage: '$default' }],
    };
    const paths = frontendOf((_target, event) => event['rawPath']);
    await using server = await serveApis([api], paths);

    const { status, body } = await httpRequest(server.port, '/v1/x/1', { headers: { Host: domain } });

    expect([status, body]).toEqual([200, '/x/1']);
    expect(await ask(server.port, '/v2/x/1')).toEqual({ status: 404, answer: { message: 'Not Found' } });
  });
});

describe('the host of a custom domain', () => {
  const api = mapped('orders1234', [{ domain: '*.example.com', basePath: '', stage: 'live' }]);

  it.each(['shop.example.com', 'SHOP.example.com:3000', 'shop.example.com.localhost'])(
    'may stand for every name below it, in any case, and below localhost: %s',
    async (host) => {
      await using server = await serveApis([api], frontend);

      expect((await ask(server.port, '/x/1', host)).answer).toMatchObject({ path: '/x/1', contextPath: '/x/1' });
    },
  );

  it('leaves other hosts to the merged routes', async () => {
    await using server = await serveApis([api], frontend);

    expect((await ask(server.port, '/x/1', 'a.b.example.com')).answer).toMatchObject({ contextPath: '/live/x/1' });
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html; serverless/examples#667 shows the answer.
describe('the paths /ping and /sping', () => {
  const pinged = [{ path: '/{name}' }, { path: '/v1/ping' }];
  const api = mapped('orders1234', [{ domain, basePath: '', stage: 'live' }], { routes: pinged });
  const http = httpApiOf({ id: 'http123456', stage: '$default', routes: pinged });
  const host = (id: string) => `${id}.execute-api.eu-west-1.localhost`;

  it.each([
    [domain, '/ping'],
    [domain, '/sping'],
    [host('orders1234'), '/ping'],
    [host('http123456'), '/ping'],
    ['localhost', '/_aws/execute-api/http123456/sping'],
  ])('of %s are answered by the service itself: %s', async (Host, path) => {
    await using server = await serveApis([api, http], frontend);

    expect(await httpRequest(server.port, path, { headers: { Host } })).toMatchObject({
      status: 200,
      body: 'Healthy Connection',
    });
  });

  it.each([
    [domain, '/v1/ping'],
    [domain, '/pings'],
    [host('orders1234'), '/live/ping'],
    ['localhost', '/ping'],
  ])('leave other paths of %s to the API: %s', async (Host, path) => {
    await using server = await serveApis([api], frontend);

    const { status, body } = await httpRequest(server.port, path, { headers: { Host } });

    expect([status, JSON.parse(body)]).toMatchObject([200, { apiId: 'orders1234' }]);
  });
});
