import { describe, expect, it } from '@jest/globals';
import { httpRequestToEvent } from '../../../../src/front-doors/http-api/request-to-event.js';
import { type EventView, type RequestSketch, routedHttpRequest } from '../../../support/routed-request.js';

const event = ({ api = {}, route = {}, ...rest }: RequestSketch): EventView =>
  httpRequestToEvent(
    routedHttpRequest({ ...rest, api: { stage: '$default', ...api }, route }),
    route.payloadFormat ?? '2.0',
  ) as EventView;

// http contract §2.2.
describe('the event of an HTTP API, payload 2.0', () => {
  it('has the keys in the order of AWS and leaves out what is empty', () => {
    expect(JSON.stringify(event({ headers: [['Host', 'abcde12345.execute-api.eu-west-1.amazonaws.com']] }))).toBe(
      '{"version":"2.0","routeKey":"GET /x","rawPath":"/x","rawQueryString":"",' +
        '"headers":{"host":"abcde12345.execute-api.eu-west-1.amazonaws.com","content-length":"0","x-amzn-trace-id":"Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47","x-forwarded-for":"127.0.0.1","x-forwarded-port":"3000","x-forwarded-proto":"http"},' +
        '"requestContext":{"accountId":"123456789012","apiId":"abcde12345","domainName":"abcde12345.execute-api.eu-west-1.amazonaws.com","domainPrefix":"abcde12345",' +
        '"http":{"method":"GET","path":"/x","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":""},' +
        '"requestId":"request-id","routeKey":"GET /x","stage":"$default","time":"09/Mar/2026:19:03:08 +0000","timeEpoch":1773082988005},"isBase64Encoded":false}',
    );
  });

  it('has everything that came, in its place', () => {
    const full = event({
      method: 'POST',
      path: '/users/a%20b',
      query: 'a=1&a=2&b',
      headers: [
        ['Host', 'h'],
        ['X-One', '1'],
        ['x-one', '2'],
        ['Cookie', 'a=1; b=2'],
        ['Content-Type', 'application/json'],
        ['User-Agent', 'me'],
      ],
      body: '{}',
      api: { stageVariables: { v: '1' } },
      route: { method: 'ANY', path: '/users/{id}' },
      pathParameters: [['id', 'a%20b']],
    });

    expect(full).toMatchObject({
      routeKey: 'ANY /users/{id}',
      rawPath: '/users/a b',
      rawQueryString: 'a=1&a=2&b',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-one': '1,2', 'content-length': '2' },
      queryStringParameters: { a: '1,2', b: '' },
      body: '{}',
      isBase64Encoded: false,
      pathParameters: { id: 'a b' },
      stageVariables: { v: '1' },
      requestContext: { http: { method: 'POST', userAgent: 'me' } },
    });
    expect(full.headers).not.toHaveProperty('cookie');
  });

  it('shows a named stage in rawPath and http.path', () => {
    const { rawPath, requestContext } = event({ api: { stage: 'live' } });

    expect([rawPath, requestContext.http.path]).toEqual(['/live/x', '/live/x']);
  });

  it('names the route $default by itself', () => {
    expect(event({ route: { method: 'ANY', path: '$default' } }).routeKey).toBe('$default');
  });

  // Reported by `hotsock/voker#8` (http contract §2.2).
  it('cuts rawPath at a decoded question mark', () => {
    expect(event({ path: '/a%3Fb' }).rawPath).toBe('/a');
  });

  // Reported in ministack#766 (http contract §2.2).
  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/problem+json', true],
    [undefined, true],
  ])('carries a body of type %s as base64: %s', (type, isBase64Encoded) => {
    const headers = type === undefined ? [] : [['content-type', type] as const];

    expect(event({ method: 'POST', headers, body: 'a=b' })).toMatchObject({
      body: isBase64Encoded ? 'YT1i' : 'a=b',
      isBase64Encoded,
    });
  });
});

// http contract §2.3.
describe('the event of an HTTP API, payload 1.0', () => {
  const first = (options: RequestSketch): EventView =>
    event({ ...options, route: { ...options.route, payloadFormat: '1.0' } });

  it('has the version, null where nothing is, and an authorizer without claims', () => {
    expect(first({})).toMatchObject({
      version: '1.0',
      resource: '/x',
      path: '/x',
      httpMethod: 'GET',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        authorizer: { claims: null, scopes: null },
        resourceId: 'GET /x',
        resourcePath: '/x',
        requestTimeEpoch: 1773082988005,
      },
    });
    expect(first({}).requestContext).not.toHaveProperty('deploymentId');
  });

  it('writes its own headers in title case, those of the client in lower case, cookies among them', () => {
    expect(
      Object.keys(
        first({
          headers: [
            ['Host', 'h'],
            ['X-Mine', '1'],
            ['Cookie', 'a=1'],
          ],
        }).headers,
      ),
    ).toEqual([
      'Host',
      'x-mine',
      'cookie',
      'Content-Length',
      'X-Amzn-Trace-Id',
      'X-Forwarded-For',
      'X-Forwarded-Port',
      'X-Forwarded-Proto',
    ]);
  });

  it('keeps the last and all of repeated query values, and decodes path parameters', () => {
    expect(first({ query: 'a=1&a=2', pathParameters: [['id', 'a%2Fb']] })).toMatchObject({
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      pathParameters: { id: 'a/b' },
    });
  });

  it('shows a named stage in its path', () => {
    expect(first({ api: { stage: 'live' } }).path).toBe('/live/x');
  });
});
