import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { deferred } from '../../../src/base/index.js';
import type { InvokeFrontend, InvokeRequest } from '../../../src/invoke-path/invoke-frontend/index.js';
import { type FunctionUrl, platformError } from '../../../src/model/index.js';
import { frontendOf, success } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { recordingOf } from '../../support/recordings.js';
import { serveApis } from '../../support/served-apis.js';
import { signedHeaders } from '../../support/signed-request.js';

const url: FunctionUrl = {
  id: 'abc123',
  region: 'eu-west-1',
  account: '111111111111',
  functionReference: 'Fn',
  authType: 'NONE',
  invokeMode: 'BUFFERED',
};
const host = 'abc123.lambda-url.eu-west-1.localhost';
const serve = (frontend: InvokeFrontend, settings: Partial<FunctionUrl> = {}) =>
  serveApis([], frontend, { urls: [{ ...url, ...settings }] });
const get = (port: number, path = '/', headers: http.OutgoingHttpHeaders = {}) =>
  httpRequest(port, path, { headers: { host, ...headers } });

interface Recorded {
  readonly statuscode: number;
  readonly content: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

// Recordings TestLambdaURL::test_lambda_url_invocation[…]; the results are those that the test's functions return.
describe('the response of a function URL', () => {
  it.each([
    ['boolean', 'true'],
    ['float', '3.1'],
    ['integer', '3'],
    ['list-mixed', '["hello", 3, true]'],
    ['string', '"hello"'],
    ['dict', '{"hello": "world"}'],
    ['http-response', '{"statusCode": 200, "body": "body123"}'],
    ['http-response-json', '{"statusCode": 200, "body": "{\\"hello\\": \\"world\\"}"}'],
  ])('is the recorded one for a result of the kind %s', async (name, result) => {
    const recording = recordingOf('test_lambda', `TestLambdaURL::test_lambda_url_invocation[${name}]`);
    const recorded = recording['lambda_url_invocation'] as Recorded;
    await using server = await serve(frontendOf(() => success(result)));

    const { status, headers, body } = await get(server.port);

    const content: unknown = typeof recorded.content === 'object' ? JSON.parse(body) : body;
    expect([status, content, headers['content-length'], headers['content-type']]).toEqual([
      recorded.statuscode,
      recorded.content,
      recorded.headers['Content-Length'],
      recorded.headers['Content-Type'],
    ]);
  });

  // Recording TestRequestIdHandling::test_request_id_invoke_url: the id of the invocation.
  it('names the request id of the invocation', async () => {
    let event: Readonly<Record<string, unknown>> = {};
    let requestId: string | undefined;
    const frontend = frontendOf((_target, seen, request) => {
      event = seen;
      requestId = request.requestId;
      return 'hi';
    });
    await using server = await serve(frontend);

    const { headers } = await get(server.port);

    expect(headers['x-amzn-requestid']).toBe(requestId);
    expect(event['requestContext']).toMatchObject({ requestId });
  });

  it('sends cookies one by one and decodes base64', async () => {
    const result = {
      statusCode: 201,
      cookies: ['a=1', 'b=2'],
      headers: { 'X-A': 'a' },
      body: 'aGk=',
      isBase64Encoded: true,
    };
    await using server = await serve(frontendOf(() => result));

    const { status, headers, body } = await get(server.port);

    expect([status, headers['set-cookie'], headers['x-a'], body]).toEqual([201, ['a=1', 'b=2'], 'a', 'hi']);
  });

  it.each([
    ['fails', () => platformError('Error', 'x')],
    ['answers a status that is none', () => ({ statusCode: 'many' })],
  ])('is 502 when the function %s', async (_, run) => {
    await using server = await serve(frontendOf(run));

    expect(await get(server.port)).toMatchObject({ status: 502, body: 'Internal Server Error' });
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html; http contract §4.2.
describe('the event of a function URL', () => {
  it('is payload 2.0 with the path as it was sent', async () => {
    let event: unknown;
    await using server = await serve(
      frontendOf((_target, seen) => {
        event = seen;
        return null;
      }),
    );

    await httpRequest(server.port, '/a%2Fb/?q=1&q=2', {
      method: 'POST',
      headers: {
        host,
        Cookie: 'c=1; d=2',
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Weird': 'With WeiRd CapS',
      },
      body: 'a=b',
    });

    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%2Fb/',
      rawQueryString: 'q=1&q=2',
      cookies: ['c=1', 'd=2'],
      queryStringParameters: { q: '1,2' },
      headers: { 'x-weird': 'With WeiRd CapS', host, 'x-forwarded-proto': 'http' },
      requestContext: {
        accountId: 'anonymous',
        apiId: 'abc123',
        domainName: host,
        domainPrefix: 'abc123',
        http: { method: 'POST', path: '/a%2Fb/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        stage: '$default',
      },
      body: Buffer.from('a=b').toString('base64'),
      isBase64Encoded: true,
    });
    expect(event).not.toHaveProperty('pathParameters');
    expect(event).not.toHaveProperty('requestContext.authorizer');
  });

  it('is the same by path', async () => {
    const frontend = frontendOf((_target, event) => event['rawPath']);
    await using server = await serve(frontend);

    expect((await get(server.port, '/_aws/lambda-url/abc123/deep', { host: 'localhost' })).body).toBe('/deep');
  });
});

describe('access to a function URL', () => {
  it('is refused when nobody has that URL', async () => {
    await using server = await serve(frontendOf(() => null));

    expect(await get(server.port, '/', { host: 'other.lambda-url.eu-west-1.localhost' })).toMatchObject({
      status: 403,
      body: '{"Message":null}',
    });
  });

  // Recording TestLambdaPermissions::test_lambda_permission_url_invocation.
  it('of type AWS_IAM is refused without a signature, in the recorded words', async () => {
    const recording = recordingOf('test_lambda', 'TestLambdaPermissions::test_lambda_permission_url_invocation');
    await using server = await serve(
      frontendOf(() => null),
      { authType: 'AWS_IAM' },
    );

    const { status, body, headers } = await get(server.port);

    expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
    expect(JSON.parse(body)).toEqual(recording['lambda_url_invocation_missing_permission']);
  });

  it('of type AWS_IAM is given to a signature that can be verified, and the event names the caller', async () => {
    const frontend = frontendOf((_target, event) => event['requestContext']);
    await using server = await serve(frontend, { authType: 'AWS_IAM' });

    const { body } = await get(server.port, '/x', signedHeaders({ path: '/x', host, service: 'lambda' }));

    expect(JSON.parse(body)).toMatchObject({
      accountId: '111111111111',
      authorizer: { iam: { accessKey: 'AKIATEST', accountId: '111111111111', cognitoIdentity: null } },
    });
  });

  it('of type AWS_IAM is refused for a wrong signature', async () => {
    await using server = await serve(
      frontendOf(() => null),
      { authType: 'AWS_IAM' },
    );

    const headers = signedHeaders({ path: '/x', host, service: 'lambda', secret: 'wrong' });

    expect(await get(server.port, '/x', headers)).toMatchObject({
      status: 403,
      body: expect.stringContaining('The request signature we calculated does not match'),
    });
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
describe('CORS of a function URL', () => {
  const cors = {
    allowOrigins: ['https://a'],
    allowMethods: ['GET'],
    allowHeaders: ['x-a'],
    exposeHeaders: [],
    allowCredentials: false,
    maxAgeSeconds: 5,
  };

  it('answers preflights itself', async () => {
    let calls = 0;
    await using server = await serve(
      frontendOf(() => (calls += 1)),
      { cors, authType: 'AWS_IAM' },
    );

    const { status, headers } = await httpRequest(server.port, '/', {
      method: 'OPTIONS',
      headers: { host, Origin: 'https://a', 'Access-Control-Request-Method': 'GET' },
    });

    expect([status, calls]).toEqual([200, 0]);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://a',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '5',
    });
  });

  it('adds its headers to every other response, and leaves OPTIONS to the function without a configuration', async () => {
    const frontend = frontendOf((_target, event) => event['requestContext']);
    await using configured = await serve(frontend, { cors });
    await using plain = await serve(frontend);

    const { headers } = await get(configured.port, '/', { Origin: 'https://a' });
    const options = await httpRequest(plain.port, '/', {
      method: 'OPTIONS',
      headers: { host, Origin: 'https://a', 'Access-Control-Request-Method': 'GET' },
    });

    expect(headers['access-control-allow-origin']).toBe('https://a');
    expect(JSON.parse(options.body)).toMatchObject({ http: { method: 'OPTIONS' } });
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
describe('a function URL that streams', () => {
  const preludeType = 'application/vnd.awslambda.http-integration-response';
  const streaming = (run: (request: InvokeRequest) => Promise<'ok' | 'failed'>) => {
    const frontend = frontendOf(async (_target, _event, request) => {
      const ended = await run(request);
      return ended === 'ok'
        ? { outcome: 'success', payload: Buffer.alloc(0), contentType: preludeType, streamed: true }
        : { ...platformError('Error', 'x'), streamed: true };
    });
    return serve(frontend, { invokeMode: 'RESPONSE_STREAM' });
  };

  it('passes the first byte on at once', async () => {
    const rest = deferred<undefined>();
    await using server = await streaming(async ({ sink }) => {
      sink?.begin({ contentType: 'application/octet-stream' });
      await sink?.write(Buffer.from('first '));
      await rest.promise;
      await sink?.write(Buffer.from('last'));
      return 'ok';
    });

    const request = http.request({ port: server.port, host: '127.0.0.1', headers: { host }, agent: false }).end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const [chunk] = (await once(response, 'data')) as [Buffer];
    rest.resolve(undefined);
    const last = await text(response);

    expect([response.statusCode, response.headers['content-type'], response.headers['transfer-encoding']]).toEqual([
      200,
      'application/octet-stream',
      'chunked',
    ]);
    expect([chunk.toString(), last]).toEqual(['first ', 'last']);
  });

  it('takes status, headers and cookies from the prelude, however it is cut', async () => {
    const prelude = JSON.stringify({ statusCode: 202, headers: { 'Content-Type': 'text/html' }, cookies: ['a=1'] });
    await using server = await streaming(async ({ sink }) => {
      sink?.begin({ contentType: preludeType });
      const bytes = Buffer.concat([Buffer.from(prelude), Buffer.alloc(8), Buffer.from('<p>')]);
      for (let at = 0; at < bytes.length; at += 5) await sink?.write(bytes.subarray(at, at + 5));
      return 'ok';
    });

    const { status, headers, body } = await get(server.port);

    expect([status, headers['content-type'], headers['set-cookie'], body]).toEqual([202, 'text/html', ['a=1'], '<p>']);
  });

  it('answers 502 when the function fails before its first byte, and breaks off after it', async () => {
    await using early = await streaming(() => Promise.resolve('failed'));
    await using late = await streaming(async ({ sink }) => {
      sink?.begin({ contentType: 'text/plain' });
      await sink?.write(Buffer.from('half'));
      return 'failed';
    });

    expect(await get(early.port)).toMatchObject({ status: 502, body: 'Internal Server Error' });
    await expect(get(late.port)).rejects.toThrow(/aborted/);
  });

  it('sends the JSON of a handler that does not stream as it is', async () => {
    await using server = await serve(
      frontendOf(() => success('{"statusCode": 201, "body": "x"}')),
      {
        invokeMode: 'RESPONSE_STREAM',
      },
    );

    expect(await get(server.port)).toMatchObject({ status: 200, body: '{"statusCode": 201, "body": "x"}' });
  });
});
