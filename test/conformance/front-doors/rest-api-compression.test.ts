import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { once } from 'node:events';
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { frontendOf } from '../../support/fake-frontend.js';
import { type ApiSketch, restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

async function ask(
  { headers = {}, body }: { readonly headers?: Record<string, string>; readonly body?: Buffer },
  api: ApiSketch = {},
  result: object = { statusCode: 200, body: 'a'.repeat(100) },
) {
  let event: Readonly<Record<string, unknown>> = {};
  const frontend = frontendOf((_target, seen) => {
    event = seen;
    return result;
  });
  await using server = await serveApis([restApiOf({ routes: [{ method: 'POST' }], ...api })], frontend);
  const request = http.request({
    port: server.port,
    host: '127.0.0.1',
    path: '/x',
    method: 'POST',
    agent: false,
    headers,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await buffer(response), event };
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
describe('a compressed request to a REST API', () => {
  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['GZIP', gzipSync('{"a":1}')],
    ['deflate', deflateSync('{"a":1}')],
    ['identity', Buffer.from('{"a":1}')],
  ])('reaches the function unpacked: %s', async (coding, body) => {
    const { status, event } = await ask({ headers: { 'Content-Encoding': coding }, body });

    expect([status, event['body'], event['isBase64Encoded']]).toEqual([200, '{"a":1}', false]);
    expect(event['headers']).toMatchObject({ 'Content-Encoding': coding });
  });

  it('is validated by what it holds', async () => {
    const api: ApiSketch = {
      models: { M: { type: 'object', required: ['a'] } },
      routes: [
        {
          method: 'POST',
          requestModels: { 'application/json': 'M' },
          validates: { body: true, parameters: false },
        },
      ],
    };
    const headers = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' };

    expect((await ask({ headers, body: gzipSync('{"a":1}') }, api)).status).toBe(200);
    expect((await ask({ headers, body: gzipSync('{}') }, api)).status).toBe(400);
  });

  it.each([
    ['br', Buffer.from('x')],
    ['gzip', Buffer.from('not packed')],
  ])('is 415 when API Gateway cannot unpack it: %s', async (coding, body) => {
    const { status, body: said } = await ask({ headers: { 'Content-Encoding': coding }, body });

    expect([status, said.toString()]).toEqual([415, '{"message":"Unsupported Media Type"}']);
  });

  it('is 413 when it holds more than 10 MB', async () => {
    const { status } = await ask({
      headers: { 'Content-Encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(10_485_761)),
    });

    expect(status).toBe(413);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
describe('the response of a REST API with a minimum compression size', () => {
  const text = 'a'.repeat(100);
  const least = (minimumCompressionSize: number): ApiSketch => ({ minimumCompressionSize });

  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['deflate, gzip', 'deflate', inflateSync],
    ['deflate;q=0.5, gzip;q=0.8', 'gzip', gunzipSync],
  ])('is packed for Accept-Encoding: %s', async (accepted, coding, unpack) => {
    const { headers, body } = await ask({ headers: { 'Accept-Encoding': accepted } }, least(100));

    expect(headers).toMatchObject({ 'content-encoding': coding, 'content-length': String(body.length) });
    expect(unpack(body).toString()).toBe(text);
  });

  it.each([
    ['is shorter', { 'Accept-Encoding': 'gzip' }, least(101)],
    ['has no minimum', { 'Accept-Encoding': 'gzip' }, {}],
    ['goes to a client that says nothing', {}, least(0)],
    ['goes to a client that takes anything', { 'Accept-Encoding': '*' }, least(0)],
    ['goes to a client that prefers another coding', { 'Accept-Encoding': 'br, gzip' }, least(0)],
    ['goes to a client that takes none', { 'Accept-Encoding': 'gzip;q=0' }, least(0)],
  ])('is sent as it is when it %s', async (_case, headers, api) => {
    const answered = await ask({ headers }, api);

    expect(answered.headers).not.toHaveProperty('content-encoding');
    expect(answered.body.toString()).toBe(text);
  });

  it('is sent as it is when it has an encoding of its own', async () => {
    const result = { statusCode: 200, headers: { 'content-encoding': 'br' }, body: text };

    const { headers, body } = await ask({ headers: { 'Accept-Encoding': 'gzip' } }, least(0), result);

    expect([headers['content-encoding'], body.toString()]).toEqual(['br', text]);
  });
});
