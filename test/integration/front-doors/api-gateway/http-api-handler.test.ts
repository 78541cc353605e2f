import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { createLogger, deferred, ManualClock, PlatformError, type WaitSignal } from '../../../../src/base/index.js';
import { apiAddresses } from '../../../../src/front-doors/api-gateway/index.js';
import { platformError, requestEntityTooLarge, tooManyRequests } from '../../../../src/model/index.js';
import { frontendOf, success } from '../../../support/fake-frontend.js';
import { httpRequest } from '../../../support/http-request.js';
import { apiOf, routeOf } from '../../../support/routed-request.js';
import { serveApis } from '../../../support/served-apis.js';

const restApi = apiOf({
  id: 'rest123456',
  routes: [routeOf({ path: '/x/{id}' }), routeOf({ method: 'POST', path: '/x' })],
});
const httpApi = apiOf({
  id: 'http123456',
  kind: 'http',
  stage: '$default',
  routes: [
    routeOf({ path: '/y', payloadFormat: '2.0', timeoutMs: 30_000 }),
    routeOf({ method: 'POST', path: '/y', payloadFormat: '2.0', timeoutMs: 30_000 }),
  ],
});
const ok = frontendOf(() => ({ statusCode: 200, body: 'ok' }));

const get = (port: number, path: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET') =>
  httpRequest(port, path, { headers, method });

describe('the addresses of an API', () => {
  it.each([
    ['/x/1', 'localhost'],
    ['/_aws/execute-api/rest123456/test/x/1', 'localhost'],
    ['/test/x/1', 'rest123456.execute-api.eu-west-1.localhost'],
    ['/test/x/1', 'REST123456.execute-api.eu-west-1.amazonaws.com:3000'],
    ['/y', 'localhost'],
    ['/_aws/execute-api/http123456/y', 'localhost'],
    ['/_aws/execute-api/http123456/$default/y', 'localhost'],
    ['/y', 'http123456.execute-api.eu-west-1.localhost'],
  ])('include %s on the host %s', async (path, host) => {
    await using server = await serveApis([restApi, httpApi], ok);

    expect(await get(server.port, path, { host })).toMatchObject({ status: 200, body: 'ok' });
  });

  it('are told by apiAddresses', () => {
    expect([apiAddresses(restApi), apiAddresses(httpApi)]).toEqual([
      {
        path: '/_aws/execute-api/rest123456/test',
        host: 'rest123456.execute-api.eu-west-1.localhost/test',
        domains: [],
      },
      { path: '/_aws/execute-api/http123456', host: 'http123456.execute-api.eu-west-1.localhost', domains: [] },
    ]);
  });

  it('by path and host see the path without address and stage', async () => {
    const frontend = frontendOf((_target, event) => ({ statusCode: 200, body: String(event['path']) }));
    await using server = await serveApis([restApi], frontend);

    expect((await get(server.port, '/_aws/execute-api/rest123456/test/x/1')).body).toBe('/x/1');
    expect((await get(server.port, '/test/x/1', { host: 'rest123456.execute-api.eu-west-1.localhost' })).body).toBe(
      '/x/1',
    );
  });

  it.each([
    ['/_aws/execute-api/nobody/test/x', 404, '{"message":"No API has the id \\"nobody\\"."}'],
    ['/_aws/execute-api/rest123456/live/x/1', 403, '{"message":"Forbidden"}'],
  ])('refuse %s', async (path, status, body) => {
    await using server = await serveApis([restApi, httpApi], ok);

    expect(await get(server.port, path)).toMatchObject({ status, body });
  });

  it('at "/" may begin with the stage, unless a route is called so', async () => {
    const path = frontendOf(({ name }, event) => ({ statusCode: 200, body: `${name} ${String(event['path'])}` }));
    const app = apiOf({ id: 'app', stage: 'dev', routes: [routeOf({ path: '/{p+}', functionReference: 'app' })] });
    const named = apiOf({ id: 'named', stage: 'v1', routes: [routeOf({ path: '/v1/x', functionReference: 'named' })] });
    await using server = await serveApis([app, named], path);

    expect((await get(server.port, '/dev/x')).body).toBe('app /x');
    expect((await get(server.port, '/x')).body).toBe('app /x');
    expect((await get(server.port, '/v1/x')).body).toBe('named /v1/x');
    expect((await get(server.port, '/v1/v1/x')).body).toBe('named /v1/x');
  });

  it('merged at "/" give a route to the API that has the more specific one, else to the first', async () => {
    const name = frontendOf((target) => ({ statusCode: 200, body: target.name }));
    const first = apiOf({ id: 'first', routes: [routeOf({ path: '/{p+}', functionReference: 'first' })] });
    const second = apiOf({
      id: 'second',
      kind: 'http',
      routes: [
        routeOf({ path: '/a', functionReference: 'second' }),
        routeOf({ path: '/{q+}', functionReference: 'second' }),
      ],
    });
    await using server = await serveApis([first, second], name);

    expect([(await get(server.port, '/a')).body, (await get(server.port, '/b')).body]).toEqual(['second', 'first']);
  });
});

describe('a REST API', () => {
  // Recording test_routing_not_found: an unknown path and a wrong verb alike.
  it.each([
    ['GET', '/nothing'],
    ['PUT', '/x/1'],
  ])('refuses %s %s as AWS does', async (method, path) => {
    await using server = await serveApis([restApi, httpApi], ok);

    const { status, headers, body } = await get(server.port, path, {}, method);

    expect({ status, body }).toEqual({ status: 403, body: '{"message":"Missing Authentication Token"}' });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-errortype': 'MissingAuthenticationTokenException',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amz-apigw-id': expect.stringMatching(/^[\w+/]{15}=$/),
    });
    expect(headers).not.toHaveProperty('x-amzn-trace-id');
  });

  // http contract §1.6 and §0.1; "Request Too Long" as a client of AWS captured it (`koki-develop/lgtm-generator#10`).
  it.each([
    ['a function error', () => platformError('Runtime.ExitError', 'gone'), 502, '{"message": "Internal server error"}'],
    ['a malformed result', () => success('"text"'), 502, '{"message": "Internal server error"}'],
    ['no concurrency left', () => Promise.reject(throttled()), 500, '{"message": "Internal server error"}'],
    [
      'a fault of Hearth',
      () => Promise.reject(new PlatformError('no Docker')),
      500,
      '{"message": "Internal server error"}',
    ],
    [
      'an event over 6 MB',
      () => Promise.reject(requestEntityTooLarge('too large')),
      413,
      '{"message": "Request Too Long"}',
    ],
  ])('answers %s as AWS does', async (_what, run, status, body) => {
    await using server = await serveApis([restApi], frontendOf(run));

    expect(await get(server.port, '/x/1')).toMatchObject({ status, body });
  });

  it('lets X-HTTP-Method-Override replace the verb', async () => {
    const frontend = frontendOf((_target, event) => ({ statusCode: 200, body: String(event['httpMethod']) }));
    await using server = await serveApis([restApi], frontend);

    expect((await get(server.port, '/x', { 'X-HTTP-Method-Override': 'post' })).body).toBe('POST');
  });
});

describe('an HTTP API', () => {
  // http contract §2.1 and §2.4.
  it.each([
    ['/nothing', () => ({}), 404, '{"message":"Not Found"}'],
    ['/y', () => platformError('Runtime.ExitError', 'gone'), 500, '{"message":"Internal Server Error"}'],
    ['/y', () => success('no JSON'), 500, '{"message":"Internal Server Error"}'],
    ['/y', () => Promise.reject(throttled()), 503, '{"message":"Service Unavailable"}'],
  ])('answers %s with %s', async (path, run, status, body) => {
    await using server = await serveApis([httpApi], frontendOf(run));

    const response = await get(server.port, path);

    expect(response).toMatchObject({ status, body });
    expect(response.headers['apigw-requestid']).toMatch(/^[\w+/]{15}=$/);
  });
});

describe('an integration that takes too long', () => {
  it.each([
    ['REST API', { api: restApi, path: '/x/1', timeoutMs: 29_000 }, 504, '{"message": "Endpoint request timed out"}'],
    ['HTTP API', { api: httpApi, path: '/y', timeoutMs: 30_000 }, 503, '{"message":"Service Unavailable"}'],
  ])('is given up by a %s, and the function goes on', async (_kind, { api, path, timeoutMs }, status, body) => {
    const clock = new ManualClock();
    const invoked = deferred<WaitSignal | undefined>();
    const frontend = frontendOf((_target, _event, request) => {
      invoked.resolve(request.signal);
      return new Promise(() => undefined);
    });
    await using server = await serveApis([api], frontend, { clock });

    const answer = get(server.port, path);
    const signal = await invoked.promise;
    clock.advance(timeoutMs);

    expect(await answer).toMatchObject({ status, body });
    expect(signal?.aborted).toBe(false);
  });
});

describe('a client', () => {
  it('that goes away aborts the wait of its invocation', async () => {
    const aborted = deferred<void>();
    const frontend = frontendOf((_target, _event, { signal }) => {
      signal?.addEventListener('abort', () => {
        aborted.resolve();
      });
      request.destroy();
      return new Promise(() => undefined);
    });
    await using server = await serveApis([restApi], frontend);
    const request = http.get({ host: '127.0.0.1', port: server.port, path: '/x/1', agent: false });
    request.on('error', () => undefined);

    await expect(aborted.promise).resolves.toBeUndefined();
  });

  it.each([
    ['REST API', '/x', 413, 'HTTP content length exceeded 10485760 bytes.'],
    ['HTTP API', '/y', 413, '{"message":"Request Entity Too Large"}'],
  ])('of a %s is refused a body over 10 MB', async (_kind, path, status, body) => {
    await using server = await serveApis([restApi, httpApi], ok);

    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: 'POST',
      body: Buffer.alloc(10_485_761),
    });

    expect({ status: response.status, body: await response.text() }).toEqual({ status, body });
  });

  it('reads its answer after it has sent all of a body that is too large, and uses the connection again', async () => {
    await using server = await serveApis([restApi, httpApi], ok);
    const socket = net.connect(server.port, '127.0.0.1');
    const length = 12_000_000;

    socket.write(`POST /y HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    await new Promise((sent) => socket.write(Buffer.alloc(length), sent));
    socket.write('GET /y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

    expect((await text(socket)).match(/HTTP\/1\.1.*/g)).toEqual(['HTTP/1.1 413 Payload Too Large', 'HTTP/1.1 200 OK']);
  });

  it('may send 10 MB, in chunks of unknown number', async () => {
    const frontend = frontendOf((_target, event) => ({
      statusCode: 200,
      body: String((event['body'] as string).length),
    }));
    await using server = await serveApis([restApi], frontend);
    const request = http.request({ host: '127.0.0.1', port: server.port, path: '/x', method: 'POST', agent: false });
    for (let part = 0; part < 10; part += 1) request.write('x'.repeat(1_048_576));
    request.end();

    const [response] = (await once(request, 'response')) as [http.IncomingMessage];

    expect(await text(response)).toBe('10485760');
  });

  it('keeps its connection from call to call', async () => {
    await using server = await serveApis([restApi], ok);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();

    for (let call = 0; call < 3; call += 1) {
      const request = http.get({ host: '127.0.0.1', port: server.port, path: '/x/1', agent });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      ports.add(response.socket.localPort);
      await text(response);
    }
    agent.destroy();

    expect(ports.size).toBe(1);
  });

  it('gets no body for HEAD, 204 and 304', async () => {
    const frontend = frontendOf((_target, event) => ({
      statusCode: event['httpMethod'] === 'HEAD' ? 200 : 204,
      body: 'text',
    }));
    const api = apiOf({ routes: [routeOf({ method: 'ANY' })] });
    await using server = await serveApis([api], frontend);

    expect((await get(server.port, '/x', {}, 'HEAD')).body).toBe('');
    expect(await get(server.port, '/x')).toMatchObject({ status: 204, body: '' });
  });

  it('may name the whole URL, as proxies do', async () => {
    await using server = await serveApis([restApi], ok);
    const socket = net.connect(server.port, '127.0.0.1');
    socket.end('GET http://example.com/x/1 HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

describe('every request', () => {
  it('has ids of its own, which the response carries', async () => {
    const frontend = frontendOf((_target, event) => ({
      statusCode: 200,
      body: JSON.stringify(event['requestContext']),
    }));
    await using server = await serveApis([restApi], frontend);

    const one = await get(server.port, '/x/1');
    const two = await get(server.port, '/x/1');

    expect(JSON.parse(one.body)).toMatchObject({
      requestId: one.headers['x-amzn-requestid'],
      extendedRequestId: one.headers['x-amz-apigw-id'],
    });
    expect(one.headers['x-amzn-requestid']).not.toBe(two.headers['x-amzn-requestid']);
  });

  it.each([
    [undefined, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/],
    ['Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47', /^Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47$/],
    ['Root=1-a-b;Parent=53995c3f42cd8ad8', /^Root=1-a-b;Parent=53995c3f42cd8ad8;Sampled=1$/],
    ['Root=1-a-b;Parent=c;Sampled=0', /^Root=1-a-b;Parent=c;Sampled=0$/],
  ])('continues the trace %s', async (sent, expected) => {
    const frontend = frontendOf((_target, _event, request) => ({ statusCode: 200, body: String(request.traceId) }));
    await using server = await serveApis([restApi], frontend);

    const { body, headers } = await get(server.port, '/x/1', sent === undefined ? {} : { 'X-Amzn-Trace-Id': sent });

    expect(body).toMatch(expected);
    expect(headers['x-amzn-trace-id']).toBe(body);
  });

  it('that a function spoils is told to the developer', async () => {
    const told: string[] = [];
    const logger = createLogger((_level, message) => told.push(message));
    await using server = await serveApis(
      [restApi],
      frontendOf(() => ({ message: 'hi' })),
      { logger },
    );

    await get(server.port, '/x/1');

    expect(told).toEqual(['GET /x/1 answers 502: function "Fn": malformed result: the key "message" is unknown.']);
  });
});

function throttled() {
  return tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
}
