import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import http from 'node:http';
import { ClientGone, listenHttp } from '../../../src/base/index.js';

async function responseOf(
  use: (response: http.ServerResponse, request: http.ClientRequest) => Promise<void>,
): Promise<void> {
  let used: Promise<void> = Promise.resolve();
  let client: http.ClientRequest | undefined = undefined as http.ClientRequest | undefined;
  const called = new Promise<void>((resolve) => {
    const listening = listenHttp(
      (_request, response) => {
        if (client !== undefined) used = use(response, client);
        resolve();
      },
      { host: '127.0.0.1', port: 0 },
    );
    void listening.then(({ port }) => {
      client = http.get({ port, host: '127.0.0.1', agent: false });
      client.on('error', () => undefined);
      client.on('response', (response) => response.resume());
    });
    servers.push(listening);
  });
  await called;
  await used;
  for (const server of servers.splice(0)) await (await server)[Symbol.asyncDispose]();
}

const servers: ReturnType<typeof listenHttp>[] = [];

it('aborts when the client goes away before its answer', async () => {
  await responseOf(async (response, client) => {
    const signal = new ClientGone(response);
    client.destroy();
    await new Promise<void>((resolve) => signal.addEventListener('abort', resolve));

    expect(signal.aborted).toBe(true);
  });
});

it('is aborted at once when the client has already gone', async () => {
  await responseOf(async (response, client) => {
    client.destroy();
    await once(response, 'close');

    expect(new ClientGone(response).aborted).toBe(true);
  });
});

it('stays quiet when the answer is out', async () => {
  await responseOf(async (response) => {
    const signal = new ClientGone(response);
    response.end('done');
    await once(response, 'close');

    expect(signal.aborted).toBe(false);
    expect(new ClientGone(response).aborted).toBe(false);
  });
});
