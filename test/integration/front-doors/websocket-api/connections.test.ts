import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualClock, type ListeningServer } from '../../../../src/base/index.js';
import type { WebSocketApi } from '../../../../src/model/index.js';
import { createApiRegistry } from '../../../../src/registry/api-registry.js';
import type { ApiRegistry } from '../../../../src/registry/index.js';
import { type FakeEvent, frontendOf } from '../../../support/fake-frontend.js';
import { httpRequest } from '../../../support/http-request.js';
import { httpApiOf, routeOf } from '../../../support/routed-request.js';
import { serveApis, type ServedWith } from '../../../support/served-apis.js';
import { waitUntil } from '../../../support/wait-until.js';
import { webSocketApiOf } from '../../../support/web-sockets/web-socket-api.js';
import { WebSocketClient } from '../../../support/web-sockets/web-socket-client.js';

interface SocketEvent extends FakeEvent {
  readonly body?: string;
  readonly requestContext: Readonly<Record<string, unknown>>;
}

type Answer = (event: SocketEvent, name: string) => unknown;

const ok = { statusCode: 200 };

// Real sockets and real clients; functions are in this process.
describe('connections to a WebSocket API', () => {
  let server: ListeningServer | undefined;
  let registry: ApiRegistry;
  const events: (SocketEvent & { readonly name: string })[] = [];

  afterEach(async () => {
    await server?.[Symbol.asyncDispose]();
    server = undefined;
    events.length = 0;
  });

  async function serve(api: WebSocketApi, answer: Answer = () => ok, more: ServedWith = {}): Promise<string> {
    const frontend = frontendOf((target, event) => {
      const { name } = target;
      events.push({ ...(event as SocketEvent), name });
      return answer(event as SocketEvent, name);
    });
    registry = createApiRegistry();
    registry.replace('template', { apis: [], webSocketApis: [api] });
    server = await serveApis([], frontend, { apiRegistry: registry, shutdownGraceMs: 5000, ...more });
    return `ws://127.0.0.1:${server.port}`;
  }

  const contexts = (): readonly unknown[] => events.map(({ requestContext }) => requestContext);

  it('open when $connect succeeds, route messages by the selection expression, and tell $disconnect', async () => {
    const url = await serve(webSocketApiOf({ routes: { $connect: {}, $default: {}, $disconnect: {}, join: {} } }));

    using client = await WebSocketClient.connect(`${url}/?room=1`);
    client.send({ action: 'join' });
    client.send('no JSON');
    await waitUntil(() => events.length === 3);
    await client.close();
    await waitUntil(() => events.length === 4);

    expect(events.map(({ name }) => name).sort()).toEqual(['connect', 'default', 'disconnect', 'join']);
    const ids = contexts().map((context) => (context as { connectionId: string }).connectionId);
    expect(new Set(ids).size).toBe(1);
    expect(events.find(({ name }) => name === 'default')?.body).toBe('no JSON');
    expect(events.at(-1)?.requestContext).toMatchObject({
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1005,
      disconnectReason: 'Client-side close frame status not set',
    });
  });

  it('are refused with the status that $connect answers, and $disconnect is not told', async () => {
    const url = await serve(webSocketApiOf({ routes: { $connect: {}, $disconnect: {} } }), () => ({ statusCode: 410 }));

    const refused = await WebSocketClient.refused(url);

    expect(refused.status).toBe(410);
    expect(JSON.parse(refused.body)).toMatchObject({ connectionId: expect.stringMatching(/=$/) });
    expect(events).toHaveLength(1);
  });

  it.each([
    ['fails', new Error('no')],
    ['answers no status', {}],
    ['answers nothing', null],
  ])('are refused with 502 when $connect %s', async (_, answer) => {
    const url = await serve(webSocketApiOf({ routes: { $connect: {} } }), () => {
      if (answer instanceof Error) return { outcome: 'function-error', payload: Buffer.from('{}') };
      return answer;
    });

    expect((await WebSocketClient.refused(url)).status).toBe(502);
  });

  it('have the subprotocol that $connect answers, and none when it answers none', async () => {
    const url = await serve(webSocketApiOf({ routes: { $connect: {} } }), (event) => {
      const wants = JSON.stringify(event['headers']).includes('choose-b');
      return wants ? { ...ok, headers: { 'Sec-WebSocket-Protocol': 'b', 'X-Other': 'no' } } : ok;
    });

    using chosen = await WebSocketClient.connect(url, { protocols: ['a', 'b'], headers: { 'X-Want': 'choose-b' } });
    const none = WebSocketClient.connect(url, { protocols: ['a'] });

    expect(chosen.socket.protocol).toBe('b');
    // The client of `ws` gives up when a subprotocol that it asked for is not chosen.
    await expect(none).rejects.toThrow('Server sent no subprotocol');
  });

  it('answer the sender only on routes with a route response', async () => {
    const api = webSocketApiOf({ routes: { two: { answersSender: true }, one: {} } });
    const url = await serve(api, ({ body }) => ({ ...ok, body: `got ${body ?? ''}` }));

    using client = await WebSocketClient.connect(url);
    client.send({ action: 'one' });
    client.send({ action: 'two' });

    expect(await client.next()).toBe('got {"action":"two"}');
  });

  it('get an error frame and stay open when no route fits, or the function fails', async () => {
    const api = webSocketApiOf({ routes: { broken: {}, fine: { answersSender: true } } });
    const url = await serve(api, (_, name) =>
      name === 'fine' ? { ...ok, body: 'fine' } : { outcome: 'function-error', payload: Buffer.from('{}') },
    );

    using client = await WebSocketClient.connect(url);
    client.send({ action: 'nowhere' });
    const forbidden = await client.nextJson();
    client.send({ action: 'broken' });
    const failed = await client.nextJson();
    client.send({ action: 'fine' });

    expect(forbidden).toMatchObject({
      message: 'Forbidden',
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
    expect(failed).toMatchObject({ message: 'Internal server error', connectionId: forbidden['connectionId'] });
    expect(await client.next()).toBe('fine');
  });

  it('close with 1003 on a binary frame', async () => {
    const url = await serve(webSocketApiOf({ routes: { $default: {}, $disconnect: {} } }));

    using client = await WebSocketClient.connect(url);
    client.send(Buffer.from([1, 2]));

    expect((await client.closed).code).toBe(1003);
    await waitUntil(() => events.length === 1);
    expect(events[0]?.requestContext).toMatchObject({ disconnectStatusCode: 1003 });
  });

  it('take messages of 128 KB in frames of 32 KB, and close with 1009 beyond either', async () => {
    const api = webSocketApiOf({ routes: { $default: { answersSender: true } } });
    const url = await serve(api, ({ body = '' }) => ({ ...ok, body: String(body.length) }));
    const frame = 'x'.repeat(32 * 1024);

    using fragments = await WebSocketClient.connect(url);
    for (const fin of [false, false, false, true]) fragments.socket.send(frame, { fin });
    const length = await fragments.next();
    for (const fin of [false, false, false, false, true]) fragments.socket.send(frame, { fin });
    using long = await WebSocketClient.connect(url);
    long.send(`${frame}y`);

    expect(length).toBe(String(128 * 1024));
    expect((await fragments.closed).code).toBe(1009);
    expect((await long.closed).code).toBe(1009);
  });

  it('close with 1001 after ten minutes without a message and after two hours', async () => {
    const clock = new ManualClock();
    const api = webSocketApiOf({ routes: { $default: { answersSender: true } } });
    const url = await serve(api, () => ({ ...ok, body: 'here' }), { clock });
    const minute = 60_000;
    using idle = await WebSocketClient.connect(url);
    clock.advance(9 * minute);
    idle.send('still here');
    await idle.next();

    clock.advance(9 * minute);
    idle.send('still here');
    await idle.next();
    clock.advance(10 * minute);

    expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' });
    using busy = await WebSocketClient.connect(url);
    for (let passed = 0; passed < 119; passed += 7) {
      clock.advance(7 * minute);
      busy.send('still here');
      await busy.next();
    }
    clock.advance(minute);
    expect((await busy.closed).code).toBe(1001);
  });

  it('stay open while the project changes, and use its new routes', async () => {
    const url = await serve(webSocketApiOf({ routes: { $default: { answersSender: true } } }), (_, name) => ({
      ...ok,
      body: name,
    }));
    using client = await WebSocketClient.connect(url);

    const changed = webSocketApiOf({ routes: { $default: { answersSender: true, functionReference: 'other' } } });
    registry.replace('template', { apis: [], webSocketApis: [changed] });
    client.send('x');

    expect(await client.next()).toBe('other');
  });

  it('close with 1001 when their API is no more', async () => {
    const url = await serve(webSocketApiOf({ routes: { $default: {}, $disconnect: {} } }));
    using client = await WebSocketClient.connect(url);

    registry.replace('template', { apis: [] });

    expect((await client.closed).code).toBe(1001);
    await waitUntil(() => events.length === 1);
  });

  it('close with 1001 when the server stops, which waits for $disconnect', async () => {
    const url = await serve(webSocketApiOf({ routes: { $disconnect: {} } }));
    using client = await WebSocketClient.connect(url);

    await server?.[Symbol.asyncDispose]();

    expect((await client.closed).code).toBe(1001);
    expect(contexts()).toEqual([
      expect.objectContaining({ disconnectStatusCode: 1001, disconnectReason: 'Going away' }),
    ]);
  });

  it('tell $disconnect 1006 when the client goes away without a word', async () => {
    const url = await serve(webSocketApiOf({ routes: { $disconnect: {} } }));
    const client = await WebSocketClient.connect(url);

    client.socket.terminate();
    await waitUntil(() => events.length === 1);

    expect(contexts()).toEqual([expect.objectContaining({ disconnectStatusCode: 1006 })]);
  });

  it('are reached by path, by host, by stage and merged', async () => {
    const api = webSocketApiOf({ stage: 'v1', routes: { $default: { answersSender: true } } });
    const url = await serve(api, ({ requestContext }) => ({ ...ok, body: String(requestContext['stage']) }));
    const host = { headers: { Host: 'chat123456.execute-api.eu-west-1.localhost' } };

    for (const [address, options] of [
      [`${url}/_aws/execute-api/chat123456/v1`, {}],
      [`${url}/v1`, host],
      [`${url}/v1`, {}],
      [url, {}],
    ] as const) {
      using client = await WebSocketClient.connect(address, options);
      client.send('x');
      expect(await client.next()).toBe('v1');
    }
    expect((await WebSocketClient.refused(`${url}/v2`, host.headers)).status).toBe(403);
    expect((await WebSocketClient.refused(`${url}/v1/deeper`, host.headers)).status).toBe(403);
  });

  it('leave upgrades of other APIs and other upgrades to the other doors', async () => {
    const frontend = frontendOf((_, event) => ({ statusCode: 200, body: JSON.stringify(event['body']) }));
    const httpApi = httpApiOf({ routes: [routeOf({ path: '/x', method: 'POST', payloadFormat: '2.0' })] });
    server = await serveApis([httpApi], frontend);

    const answers = await Promise.all(
      ['websocket', 'h2c'].map((upgrade) =>
        httpRequest(server?.port ?? 0, '/x', {
          method: 'POST',
          headers: { Connection: 'Upgrade', Upgrade: upgrade, 'Content-Type': 'text/plain' },
          body: 'hello',
        }),
      ),
    );

    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, '"hello"'],
      [200, '"hello"'],
    ]);
  });

  it('are not made by an ordinary request, which is answered 426', async () => {
    await serve(webSocketApiOf({ routes: { $default: {} } }));

    const answer = await httpRequest(server?.port ?? 0, '/_aws/execute-api/chat123456/dev');

    expect(answer.status).toBe(426);
  });
});
