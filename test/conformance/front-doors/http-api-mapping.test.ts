import type http from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { listenHttp, type ListeningServer } from '../../../src/base/index.js';
import type { HttpApi, HttpProxyIntegration } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { httpApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A backend that answers 201 with what it saw. */
function startBackend(): Promise<ListeningServer> {
  return listenHttp(
    (request, response) => {
      void text(request).then((body) => {
        response.writeHead(201, { 'X-Backend': 'yes', 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
}

function proxyApi(integration: Partial<HttpProxyIntegration>, path = '/x/{id}', stage = '$default'): HttpApi {
  return httpApiOf({
    stage,
    stageVariables: { where: 'a' },
    routes: [
      {
        method: 'ANY',
        path,
        integration: {
          type: 'HTTP_PROXY',
          uri: 'http://127.0.0.1',
          method: 'ANY',
          timeoutMs: 30_000,
          requestParameters: {},
          responseParameters: {},
          ...integration,
        },
      },
    ],
  });
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
describe('an HTTP proxy integration of an HTTP API', () => {
  it('sends the request on and the response back', async () => {
    await using backend = await startBackend();
    const uri = `http://127.0.0.1:${backend.port}/$\{stageVariables.where}/{id}`;
    await using server = await serveApis(
      [proxyApi({ uri })],
      frontendOf(() => null),
    );

    const { status, headers, body } = await httpRequest(server.port, '/x/a%20b?q=1', {
      method: 'POST',
      headers: { 'X-A': 'a', Connection: 'close' },
      body: 'text',
    });

    expect([status, headers['x-backend']]).toEqual([201, 'yes']);
    expect(JSON.parse(body) as Seen).toMatchObject({
      method: 'POST',
      url: '/a/a%20b?q=1',
      body: 'text',
      headers: {
        'x-a': 'a',
        host: `127.0.0.1:${backend.port}`,
        via: 'HTTP/1.1 AmazonAPIGateway',
        forwarded: `by=127.0.0.1;for=127.0.0.1;host=127.0.0.1:${server.port};proto=http`,
      },
    });
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html, "Important notes for HTTP APIs".
  it('turns X-Forwarded-* into Forwarded, with its own hop behind', async () => {
    await using backend = await startBackend();
    await using server = await serveApis(
      [proxyApi({ uri: `http://127.0.0.1:${backend.port}/` })],
      frontendOf(() => null),
    );

    const { body } = await httpRequest(server.port, '/x/1', {
      headers: {
        'X-Forwarded-For': '203.0.113.9, 2001:db8::1',
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-Host': 'example.com',
      },
    });

    const { headers } = JSON.parse(body) as Seen;
    expect(headers['forwarded']).toBe(
      `for=203.0.113.9;host=example.com;proto=https, for="[2001:db8::1]", by=127.0.0.1;for=127.0.0.1;host=127.0.0.1:${server.port};proto=http`,
    );
    expect(Object.keys(headers).filter((name) => name.startsWith('x-forwarded-'))).toEqual([]);
  });

  it('follows the URI of a $default route with the whole path', async () => {
    await using backend = await startBackend();
    const api = proxyApi({ uri: `http://127.0.0.1:${backend.port}/base/` }, '$default');
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );

    const { body } = await httpRequest(server.port, '/deep/path');

    expect((JSON.parse(body) as Seen).url).toBe('/base/deep/path');
  });

  it('uses its own verb', async () => {
    await using backend = await startBackend();
    const api = proxyApi({ uri: `http://127.0.0.1:${backend.port}/`, method: 'PUT' });
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );

    expect((JSON.parse((await httpRequest(server.port, '/x/1')).body) as Seen).method).toBe('PUT');
  });

  it('answers 503 when nobody listens', async () => {
    const backend = await startBackend();
    await backend[Symbol.asyncDispose]();
    const api = proxyApi({ uri: `http://127.0.0.1:${backend.port}/` });
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );

    expect(await httpRequest(server.port, '/x/1')).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    });
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
describe('parameter mapping of an HTTP API', () => {
  it('changes headers, query and path of the request', async () => {
    await using backend = await startBackend();
    const api = proxyApi({
      uri: `http://127.0.0.1:${backend.port}/`,
      requestParameters: {
        'overwrite:path': '/moved/$request.path.id'.replace('$request.path.id', '${request.path.id}'),
        'append:header.x-list': '$request.header.x-a',
        'overwrite:header.x-b': '${stageVariables.where}-${context.stage}',
        'remove:header.x-c': "''",
        'overwrite:querystring.q': '$request.body.deep[0].name',
        'remove:querystring.gone': "''",
        'overwrite:header.authorization': 'never mapped',
      },
    });
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );

    const { body } = await httpRequest(server.port, '/x/7?q=1&gone=2&stays=3', {
      method: 'POST',
      headers: { 'X-A': 'a', 'X-List': 'first', 'X-B': 'old', 'X-C': 'c' },
      body: '{"deep": [{"name": 12345678901234567890}]}',
    });

    const seen = JSON.parse(body) as Seen;
    expect(seen.url).toBe('/moved/7?stays=3&q=12345678901234567890');
    expect(seen.headers).toMatchObject({ 'x-list': 'first, a', 'x-b': 'a-$default' });
    expect(seen.headers).not.toHaveProperty('x-c');
    expect(seen.headers).not.toHaveProperty('authorization');
  });

  it('changes status and headers of the responses with that status', async () => {
    await using backend = await startBackend();
    const api = proxyApi({
      uri: `http://127.0.0.1:${backend.port}/`,
      responseParameters: {
        '201': {
          'overwrite:statuscode': '202',
          'append:header.x-method': '$response.body.method',
          'remove:header.x-backend': "''",
        },
        '500': { 'overwrite:statuscode': '418' },
      },
    });
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );

    const { status, headers } = await httpRequest(server.port, '/x/1');

    expect([status, headers['x-method'], headers['x-backend']]).toEqual([202, 'GET', undefined]);
  });

  it('reaches the event of a function too', async () => {
    const api = httpApiOf({
      stage: '$default',
      routes: [
        {
          integration: {
            type: 'AWS_PROXY',
            functionReference: 'Fn',
            payloadFormat: '2.0',
            timeoutMs: 1000,
            requestParameters: { 'overwrite:header.x-from': '$context.identity.sourceIp' },
            responseParameters: {},
          },
        },
      ],
    });
    const frontend = frontendOf((_target, event) => event['headers']);
    await using server = await serveApis([api], frontend);

    expect(JSON.parse((await httpRequest(server.port, '/x')).body)).toMatchObject({ 'x-from': '127.0.0.1' });
  });
});
