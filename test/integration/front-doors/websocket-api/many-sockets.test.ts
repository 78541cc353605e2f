import { describe, expect, it } from '@jest/globals';
import { httpRequest } from '../../../support/http-request.js';
import { waitUntil } from '../../../support/wait-until.js';
import { ServedWebSockets } from '../../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../../support/web-sockets/web-socket-api.js';
import { WebSocketClient } from '../../../support/web-sockets/web-socket-client.js';

const clients = 500;
const messages = 5;

const api = webSocketApiOf({ routes: { $connect: {}, $default: { answersSender: true }, $disconnect: {} } });

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;
}

describe('many WebSocket clients', () => {
  it('connect, talk and leave, and nothing of them is left', async () => {
    const before = openSockets();
    await using served = await ServedWebSockets.start(api, ({ body }) => ({ statusCode: 200, body: `${body ?? ''}!` }));
    const all = await Promise.all(Array.from({ length: clients }, () => WebSocketClient.connect(served.url)));

    for (let turn = 0; turn < messages; turn += 1) for (const client of all) client.send(`message ${turn}`);
    const answers = await Promise.all(
      all.map(async (client) => {
        const texts: string[] = [];
        while (texts.length < messages) texts.push(await client.next());
        return texts.sort();
      }),
    );
    const ids = served.callsOf('connect').map(({ requestContext }) => requestContext.connectionId);
    for (const [index, client] of all.entries()) {
      if (index % 2 === 0) client.socket.close();
      else client.socket.terminate();
    }
    await waitUntil(() => served.callsOf('disconnect').length === clients);

    const wanted = Array.from({ length: messages }, (_, turn) => `message ${turn}!`);
    for (const texts of answers) expect(texts).toEqual(wanted);
    expect(new Set(ids).size).toBe(clients);
    const leavers = served.callsOf('disconnect').map(({ requestContext }) => requestContext.connectionId);
    expect(leavers.sort()).toEqual([...ids].sort());
    const gone = await httpRequest(served.port, `/@connections/${encodeURIComponent(ids[0] ?? '')}`, {
      headers: {
        Authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260321/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
        'X-Amz-Date': '20260321T000000Z',
      },
    });
    expect(gone.status).toBe(410);
    await served[Symbol.asyncDispose]();
    await waitUntil(() => openSockets() <= before);
  }, 60_000);

  it('that send without end are read only as fast as their functions answer', async () => {
    let most = 0;
    let running = 0;
    const release: (() => void)[] = [];
    await using served = await ServedWebSockets.start(webSocketApiOf({ routes: { $default: {} } }), async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => release.push(resolve));
      running -= 1;
      return { statusCode: 200 };
    });
    using client = await WebSocketClient.connect(served.url);
    // Each message fills the socket's buffers, so that reading has to stop in between.
    const text = 'x'.repeat(32_000);

    for (let sent = 0; sent < 400; sent += 1) client.send(text);
    await waitUntil(() => running >= 64);
    await waitUntil(() => {
      for (const settle of release.splice(0)) settle();
      return served.calls.length === 400;
    });

    expect(most).toBeLessThan(100);
  }, 60_000);
});
