import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import type { IntegrationResponse, RestHttpIntegration } from '../../../src/model/index.js';
import { listenHttp } from '../../../src/base/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);
const binaryMediaTypes = ['image/png'];

// https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html; http contract §1.5.
describe('a result of a proxy integration that says isBase64Encoded', () => {
  const ask = async (body: string, accept: string) => {
    const frontend = frontendOf(() => ({ statusCode: 200, body, isBase64Encoded: true }));
    await using server = await serveApis([restApiOf({ binaryMediaTypes, routes: [{}] })], frontend);
    const response = await fetch(`http://127.0.0.1:${server.port}/x`, { headers: { Accept: accept } });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  };

  it.each(['not base64!', '%%%', 'abcde', 'a=b='])('is 500 when its body is %j', async (body) => {
    const answered = await ask(body, 'image/png');

    expect([answered.status, answered.body.toString()]).toEqual([500, '{"message": "Internal server error"}']);
  });

  it.each([png.toString('base64'), png.toString('base64').replaceAll('=', ''), 'iVBO\r\nR/8A'])(
    'is decoded: %j',
    async (body) => {
      expect(await ask(body, 'image/png')).toEqual({ status: 200, body: png });
    },
  );

  it('goes out as it is, whatever it is, to a client that asks for text', async () => {
    expect(await ask('not base64!', 'text/plain')).toEqual({ status: 200, body: Buffer.from('not base64!') });
  });
});

function httpIntegration(port: number, contentHandling?: IntegrationResponse['contentHandling']): RestHttpIntegration {
  const response = { statusCode: 200, parameters: {}, templates: {} };
  return {
    type: 'HTTP',
    uri: `http://127.0.0.1:${port}/`,
    httpMethod: 'GET',
    timeoutMs: 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [contentHandling === undefined ? response : { ...response, contentHandling }],
  };
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
describe('the payload of a mapped integration', () => {
  const text = png.toString('base64');
  const answer = async (
    backend: { readonly type: string; readonly body: Buffer | string },
    accept: string,
    contentHandling?: IntegrationResponse['contentHandling'],
  ) => {
    await using endpoint = await listenHttp(
      (_request, response) => {
        response.writeHead(200, { 'Content-Type': backend.type }).end(backend.body);
      },
      { host: '127.0.0.1', port: 0 },
    );
    const integration = httpIntegration(endpoint.port, contentHandling);
    const api = restApiOf({ binaryMediaTypes, routes: [{ integration }] });
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );
    const response = await fetch(`http://127.0.0.1:${server.port}/x`, { headers: { Accept: accept } });
    return response.status === 200 ? Buffer.from(await response.arrayBuffer()) : response.status;
  };
  const binary = { type: 'image/png', body: png };
  const textual = { type: 'text/plain', body: text };

  it.each([
    ['text', textual, 'text/plain', undefined, Buffer.from(text)],
    ['text', textual, 'text/plain', 'CONVERT_TO_BINARY', png],
    ['text', textual, 'image/png', undefined, png],
    ['text', textual, 'image/png', 'CONVERT_TO_BINARY', png],
    ['binary', binary, 'text/plain', undefined, Buffer.from(text)],
    ['binary', binary, 'text/plain', 'CONVERT_TO_BINARY', png],
    ['binary', binary, 'text/plain', 'CONVERT_TO_TEXT', Buffer.from(text)],
    ['binary', binary, 'image/png', undefined, png],
    ['binary', binary, 'image/png', 'CONVERT_TO_BINARY', png],
    ['binary', binary, 'image/png', 'CONVERT_TO_TEXT', Buffer.from(text)],
  ] as const)('for a response of %s, %j and Accept: %s with %s', async (_kind, backend, accept, handling, expected) => {
    expect(await answer(backend, accept, handling)).toEqual(expected);
  });

  it.each([
    ['text/plain', 'CONVERT_TO_BINARY'],
    ['image/png', undefined],
  ] as const)('is 500 when it is to become binary and is no base64: Accept %s, %s', async (accept, handling) => {
    expect(await answer({ type: 'text/plain', body: 'no base64!' }, accept, handling)).toBe(500);
  });

  // localstack/localstack, tests/aws/services/apigateway/test_apigateway_s3.py, validated against AWS: bytes of a text type are no UTF-8.
  it.each([undefined, 'CONVERT_TO_TEXT'] as const)('is read as UTF-8 where it is text, with %s', async (handling) => {
    const expected = Buffer.from(png.toString('utf8'));

    expect(await answer({ type: 'text/plain', body: png }, 'text/plain', handling)).toEqual(expected);
  });

  const send = async (body: string | Buffer, settings: Partial<RestHttpIntegration>) => {
    const received: Buffer[] = [];
    await using endpoint = await listenHttp(
      (request, response) => {
        void buffer(request).then((bytes) => {
          received.push(bytes);
          response.end();
        });
      },
      { host: '127.0.0.1', port: 0 },
    );
    const integration = { ...httpIntegration(endpoint.port), httpMethod: 'POST', ...settings };
    await using server = await serveApis(
      [restApiOf({ binaryMediaTypes, routes: [{ method: 'POST', integration }] })],
      frontendOf(() => null),
    );
    const headers = { 'Content-Type': 'application/json' };
    const { status } = await fetch(`http://127.0.0.1:${server.port}/x`, { method: 'POST', headers, body });
    return received[0] ?? status;
  };

  it('of a request is read as UTF-8 where it is text', async () => {
    expect(await send(png, {})).toEqual(Buffer.from(png.toString('utf8')));
  });

  it('of a request is decoded, or 500 when it is no base64 or is meant for a template', async () => {
    const decoding = { contentHandling: 'CONVERT_TO_BINARY' } as const;

    expect(await send(text, decoding)).toEqual(png);
    expect(await send('no base64!', decoding)).toBe(500);
    expect(await send(text, { ...decoding, requestTemplates: { 'application/json': '$input.body' } })).toBe(500);
  });
});
