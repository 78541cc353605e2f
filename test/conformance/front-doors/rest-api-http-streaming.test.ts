import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { listenHttp } from '../../../src/base/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

/** Serves an HTTP proxy that streams, before this endpoint. */
async function serve(endpoint: http.RequestListener) {
  const backend = await listenHttp(endpoint, { host: '127.0.0.1', port: 0 });
  const integration = {
    type: 'HTTP_PROXY',
    uri: `http://127.0.0.1:${backend.port}/`,
    httpMethod: 'GET',
    timeoutMs: 10_000,
    requestParameters: {},
    streams: true,
  } as const;
  const server = await serveApis(
    [restApiOf({ routes: [{ integration }] })],
    frontendOf(() => null),
  );
  return {
    async get(): Promise<http.IncomingMessage> {
      const request = http.get({ host: '127.0.0.1', port: server.port, path: '/x', agent: false });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      return response;
    },
    stopBackend: () => backend[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
    },
  };
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
describe('an HTTP proxy that streams', () => {
  it('passes each part on before the next one is there', async () => {
    let goOn: (() => void) | undefined;
    await using api = await serve((_request, response) => {
      response.writeHead(201, { 'Content-Type': 'text/event-stream', 'X-Own': '1' });
      response.write('one');
      goOn = () => response.end('two');
    });

    const response = await api.get();
    const [first] = (await once(response, 'data')) as [Buffer];
    goOn?.();

    expect([response.statusCode, first.toString(), await text(response)]).toEqual([201, 'one', 'two']);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'x-own': '1',
      'transfer-encoding': 'chunked',
      'x-amzn-requestid': expect.stringMatching(/-/),
    });
  });

  it('breaks off where its endpoint does', async () => {
    await using api = await serve((_request, response) => {
      response.writeHead(200);
      response.write('one', () => response.destroy());
    });

    const response = await api.get();

    await expect(text(response)).rejects.toThrow('aborted');
  });

  it('is 504 when there is no endpoint', async () => {
    await using api = await serve((_request, response) => response.end());
    await api.stopBackend();

    const response = await api.get();

    expect([response.statusCode, await text(response)]).toEqual([
      504,
      '{"message": "Network error communicating with endpoint"}',
    ]);
  });
});
