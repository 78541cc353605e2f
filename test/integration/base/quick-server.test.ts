import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventEmitter, once } from 'node:events';
import type http from 'node:http';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ListeningServer, listenHttp, type WholeRequest, type WholeResponse } from '../../../src/base/index.js';

/** Longer than any test, so that it never decides one. */
const patience = { headMs: 60_000, requestMs: 60_000, idleMs: 60_000 };

const sound = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}';

let quickAnswers = 0;

/** Answers that wait to be sent, by their path. */
const held = new Map<string, () => void>();

/** Emits a held request's path, and later that its response has closed. */
const arrivals = new EventEmitter();

/** Tells the client what came; `/later` and `/slow` take their time, `/held` waits, `/never` is not answered, `/left` is `node:http`'s alone. */
function answer(
  { method = '', url = '', headers, rawHeaders }: http.IncomingMessage | WholeRequest,
  body: Buffer,
  response: WholeResponse,
): void {
  const told = Buffer.from(JSON.stringify({ method, url, headers, rawHeaders, body: body.toString('latin1') }));
  const write = (): void => {
    if (url.startsWith('/empty')) {
      response.writeHead(204, { 'X-Kind': 'empty' });
      response.end();
      return;
    }
    if (url.startsWith('/unchanged')) {
      response.writeHead(304, ['ETag', 'a', 'Date', 'Thu, 01 Jan 1970 00:00:00 GMT']);
      response.end(told);
      return;
    }
    if (url.startsWith('/words')) response.statusMessage = 'In Other Words';
    const large = url.startsWith('/large') ? Buffer.alloc(100_000, 'x') : told;
    response.writeHead(url.startsWith('/refused') ? 429 : 200, [
      ...['Content-Type', 'application/json', 'Content-Length', String(large.length)],
      ...['X-Latin', headers['x-latin']?.toString() ?? 'ü'],
    ]);
    response.end(large);
  };
  if (url.startsWith('/never') || url.startsWith('/held')) {
    held.set(url, write);
    arrivals.emit(url);
    response.on('close', () => arrivals.emit(`${url} closed`));
  } else if (url.startsWith('/later')) setTimeout(write, 3);
  else if (url.startsWith('/slow')) setTimeout(write, 2000);
  else write();
}

const slowListener: http.RequestListener = (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.once('end', () => {
    answer(request, Buffer.concat(pieces), response);
  });
};
const quickListener = Object.assign(slowListener.bind(undefined), {
  quick: (request: WholeRequest, response: WholeResponse): boolean => {
    if (request.url.startsWith('/left')) return false;
    quickAnswers += 1;
    answer(request, request.body, response);
    return true;
  },
});

let quick: ListeningServer;
let plain: ListeningServer;
beforeAll(async () => {
  const options = { host: '127.0.0.1', port: 0, patience };
  [quick, plain] = await Promise.all([listenHttp(quickListener, options), listenHttp(slowListener, options)]);
});
afterAll(async () => {
  await Promise.all([quick[Symbol.asyncDispose](), plain[Symbol.asyncDispose]()]);
});

const path = fc.constantFrom(
  ...['/', '/a?b=c&d=%20', '/later', '/left', '/large', '/refused', '/empty', '/unchanged', '/words', '/a[b]'],
);
const header = fc.oneof(
  fc.constantFrom(
    'X-Latin: plain',
    'X-Latin: ü',
    'X-Latin:',
    'X-Empty: ',
    'X-Blank:  two ',
    'x-tab:\tvalue\t',
    'Connection: keep-alive',
    'Connection: Keep-Alive',
    'Connection: x-other',
    'Accept: a',
    'Accept: b',
    'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, Signature=0',
    'Keep-Alive: timeout=5',
    'Upgrade: h2c',
    'Host: other',
    '__proto__: x',
    'constructor: x',
    `X-Long: ${'x'.repeat(9000)}`,
  ),
  fc.stringMatching(/^X-[a-z]{1,8}: [ -~]{0,30}$/),
);
const body = fc.oneof(fc.constantFrom('', '{}', '\u0000ÿ'), fc.string({ maxLength: 60 }));

/** Sound ones, most of them as clients send them over and over. */
const request = fc
  .record({
    method: fc.constantFrom(
      ...Array.from({ length: 6 }, () => 'POST'),
      ...Array.from({ length: 4 }, () => 'GET'),
      ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'],
    ),
    path: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('/', '/later', '/a?b=c') }, path),
    headers: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.array(header, { maxLength: 3 })),
    framing: fc.constantFrom(
      ...Array.from({ length: 20 }, () => 'length' as const),
      'leading zeros',
      'chunked',
      'none',
    ),
    body,
  })
  .map(({ method, path: target, headers, framing, body: text }) => {
    const framed = framing === 'none' ? '' : framing === 'chunked' ? chunked(text) : text;
    const lengths = {
      length: [`Content-Length: ${framed.length}`],
      'leading zeros': [`Content-Length: 00${framed.length}`],
      chunked: ['Transfer-Encoding: chunked'],
      none: [],
    }[framing];
    return latin1(
      `${[`${method} ${target} HTTP/1.1`, 'Host: localhost', ...lengths, ...headers].join('\r\n')}\r\n\r\n${framed}`,
    );
  });

/** The last of a connection, all of which the server ends. */
const endings = [
  'GET /end HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST /end HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}',
  'POST /end HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
  'POST /end HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: another\r\nContent-Length: 2\r\n\r\n{}',
  'POST /end HTTP/1.0\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}',
  'POST /a"b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST /ü HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST http://other/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\nX Bad: a\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\nX-Control: \u0001\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: localhost\r\n: none\r\n\r\n',
  'POST / HTTP/3.0\r\nHost: localhost\r\n\r\n',
  'post / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  '\u0016\u0003\u0001',
].map(latin1);
const [close = Buffer.alloc(0)] = endings;

/** What is sent on one connection, in pieces. */
interface Conversation {
  readonly pieces: readonly Buffer[];
  /** How many requests it holds. */
  readonly requests: number;
}

const conversation = fc
  .record({
    requests: fc.array(request, { minLength: 1, maxLength: 5 }),
    /** One after the other, as most clients send them. */
    inTurn: fc.constantFrom(true, true, true, false),
    cuts: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, fc.array(fc.nat(), { maxLength: 4 })),
  })
  .map(({ requests, inTurn, cuts }): Conversation => {
    const ends = requests.map((_each, index) => Buffer.concat(requests.slice(0, index + 1)).length);
    const bytes = Buffer.concat(requests);
    const places = [...(inTurn ? ends : []), ...cuts.map((cut) => cut % bytes.length), bytes.length];
    const sorted = [0, ...places.sort((a, b) => a - b)];
    const pieces = sorted.slice(1).map((to, index) => bytes.subarray(sorted[index], to));
    return { pieces, requests: requests.length };
  });

function chunked(text: string): string {
  return `${text === '' ? '' : `${text.length.toString(16)}\r\n${text}\r\n`}0\r\n\r\n`;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Everything that a server sends until it closes; the ending is sent once all else is answered. */
function talk(port: number, { pieces, requests }: Conversation, ending: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    let toEnd: (() => void) | undefined = () => socket.write(ending);
    const endWhenAnswered = (): void => {
      if ([...received.matchAll(/HTTP\/1\.1 [2-5]/g)].length < requests) return;
      toEnd?.();
      toEnd = undefined;
    };
    const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
    socket.on('data', (piece) => {
      received += piece.toString('latin1');
      endWhenAnswered();
    });
    socket.once('error', () => undefined);
    socket.setTimeout(10_000, () => socket.destroy(new Error('The server neither answers nor closes.')));
    socket.once('close', () => {
      resolve(received.replaceAll(/^Date: .*$/gm, 'Date: now'));
    });
    void (async () => {
      for (const piece of pieces) {
        if (!socket.destroyed) socket.write(piece);
        await sleep(2);
      }
      endWhenAnswered();
    })();
  });
}

async function compare(sent: Conversation, ending: Buffer): Promise<void> {
  const [ours, theirs] = await Promise.all([talk(quick.port, sent, ending), talk(plain.port, sent, ending)]);
  expect(ours).toBe(theirs);
  expect(ours).not.toBe('');
}

describe('connections that are read without node:http', () => {
  it('are answered as by node:http, whatever comes, in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(conversation, { minLength: 10, maxLength: 10 }), async (conversations) => {
        await Promise.all(conversations.map((each) => compare(each, close)));
      }),
      { numRuns: 60 },
    );

    // How many come in one piece depends on how busy the machine is.
    expect(quickAnswers).toBeGreaterThan(10);
  });

  it('take the head and then the body of a request, as many clients send them', async () => {
    const [head = '', body = ''] = sound.split(/(?<=\r\n\r\n)/);
    const before = quickAnswers;
    const sockets = Array.from({ length: 20 }, () => connect(quick.port, head));
    await sleep(50);
    await Promise.all(
      sockets.map(async (socket) => {
        socket.write(body);
        expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 [^]*"body":"{}"}$/);
        socket.destroy();
      }),
    );

    expect(quickAnswers - before).toBeGreaterThan(0);
  });

  it('end as with node:http where the client closes its half in the midst of a request', async () => {
    for (const begun of [sound.slice(0, -2), sound.slice(0, -1), sound.slice(0, 20), `${sound}${sound.slice(0, -2)}`]) {
      const [ours, theirs] = await Promise.all(
        [quick, plain].map(async ({ port }) => {
          const socket = connect(port, begun);
          await sleep(20);
          socket.end();
          return (await text(socket)).replaceAll(/^Date: .*$/gm, 'Date: now');
        }),
      );
      expect(ours).toBe(theirs);
    }
  });

  it('end as with node:http, on their first request or a later one', async () => {
    for (const ending of endings) {
      await compare({ pieces: [], requests: 0 }, ending);
      await compare({ pieces: [latin1(sound)], requests: 1 }, ending);
    }
  });

  describe.each([
    ['reads requests from their bytes', quickListener],
    ['leaves all to node:http', slowListener],
  ])('of a server that %s', (_, listener) => {
    const hurry = { headMs: 300, requestMs: 600, idleMs: 300 };

    it('get 408 where they stay silent, and are ended where they rest too long', async () => {
      await using server = await listenHttp(listener, { host: '127.0.0.1', port: 0, patience: hurry });

      const silent = await conversationOf(server.port, '');
      const resting = await conversationOf(server.port, sound);
      const halfSent = await conversationOf(server.port, sound.slice(0, -1));
      const halfSentLater = await conversationOf(server.port, `${sound}${sound.slice(0, -1)}`);

      expect(silent).toMatch(/^HTTP\/1\.1 408 /);
      expect(resting).toMatch(/^HTTP\/1\.1 200 [^]*"body":"{}"}$/);
      expect(halfSent).toMatch(/^HTTP\/1\.1 408 /);
      expect(halfSentLater).toMatch(/^HTTP\/1\.1 200 [^]*"body":"{}"}HTTP\/1\.1 408 /);
    });

    it('may wait longer for an answer than they may rest', async () => {
      await using server = await listenHttp(listener, { host: '127.0.0.1', port: 0, patience: hurry });

      const text = await conversationOf(server.port, sound.replace('/', '/slow'));

      expect(text).toMatch(/^HTTP\/1\.1 200 [^]*"url":"\/slow"/);
    });

    it('tell of a client that goes away, and have no answer once it has closed its half', async () => {
      await using server = await listenHttp(listener, { host: '127.0.0.1', port: 0 });

      const gone = await connectAndWait(server.port, '/never-gone');
      gone.destroy();
      await once(arrivals, '/never-gone closed');
      const halfClosed = await connectAndWait(server.port, '/never-half');
      halfClosed.end();
      await once(arrivals, '/never-half closed');

      expect(await text(halfClosed)).toBe('');
    });

    it('are ended when it is closed if they rest, and else get their answer', async () => {
      await using server = await listenHttp(listener, { host: '127.0.0.1', port: 0 });
      const idle = connect(server.port, sound);
      await once(idle, 'data');
      const busy = await connectAndWait(server.port, '/held');

      const ended = once(idle, 'close');
      server.server.close();
      await ended;
      held.get('/held')?.();

      expect(String((await once(busy, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    });
  });
});

function connect(port: number, bytes: string): net.Socket {
  const socket = net.connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  socket.on('error', () => undefined).on('end', () => socket.end());
  socket.write(bytes);
  return socket;
}

/** Settles once the request is with the listener. */
async function connectAndWait(port: number, path: string): Promise<net.Socket> {
  const arrived = once(arrivals, path);
  const socket = connect(port, sound.replace('/', path));
  await arrived;
  return socket;
}

/** What a server sends until it closes. */
async function conversationOf(port: number, bytes: string): Promise<string> {
  return text(connect(port, bytes));
}
