import https from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { WebSocket } from 'ws';
import { silentLogger, systemClock } from '../../../../src/base/index.js';
import { acceptUpgrades, createWebSocketDoor } from '../../../../src/front-doors/websocket-api/index.js';
import { createApiRegistry } from '../../../../src/registry/api-registry.js';
import { frontendOf } from '../../../support/fake-frontend.js';
import { someAuthorization } from '../../../support/served-apis.js';
import { webSocketApiOf } from '../../../support/web-sockets/web-socket-api.js';

describe('a WebSocket API on an HTTPS server', () => {
  it('takes its upgrades, and leaves others to the server’s own listener', async () => {
    const frontend = frontendOf((_, event) => ({ statusCode: 200, body: JSON.stringify(event['body'] ?? event) }));
    const apis = createApiRegistry();
    apis.replace('template', {
      apis: [],
      webSocketApis: [webSocketApiOf({ routes: { $default: { answersSender: true } } })],
    });
    const queue = { accept: () => Promise.reject(new Error('Nothing is queued here.')) };
    await using door = createWebSocketDoor({
      registry: { apis },
      frontend,
      queue,
      clock: systemClock,
      logger: silentLogger,
      authorization: someAuthorization,
      shutdownGraceMs: 1000,
    });
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const server = https.createServer(
      { key, cert },
      door.before((request, response) => {
        void text(request).then((body) => response.end(`${request.url ?? ''} ${body}`));
      }),
    );
    acceptUpgrades(server, door);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const client = new WebSocket(`wss://127.0.0.1:${port}/dev`, { rejectUnauthorized: false });
    await once(client, 'open');
    client.send('hello');
    const [answer] = (await once(client, 'message')) as [Buffer];
    client.close();
    const request = https.request({
      host: '127.0.0.1',
      port,
      path: '/other',
      method: 'POST',
      rejectUnauthorized: false,
      agent: false,
      headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
    });
    request.end('body');
    const [response] = (await once(request, 'response')) as [IncomingMessage];

    expect(answer.toString()).toBe('"hello"');
    expect(await text(response)).toBe('/other body');
    await door[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
  });
});
