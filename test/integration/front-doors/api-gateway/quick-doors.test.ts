import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { type ListeningServer, ManualClock } from '../../../../src/base/index.js';
import { frontendOf, success } from '../../../support/fake-frontend.js';
import { loadBalancer } from '../../../support/load-balancer.js';
import { apiOf, routeOf } from '../../../support/routed-request.js';
import { openUrl, serveApis } from '../../../support/served-apis.js';

const anyPath = [routeOf({ method: 'ANY', path: '/' }), routeOf({ method: 'ANY', path: '/{p+}' })];
const rest = apiOf({ id: 'rest', stage: 'live', binaryMediaTypes: ['image/*'], routes: anyPath });
const http = apiOf({
  id: 'http',
  kind: 'http',
  stage: '$default',
  routes: [routeOf({ method: 'ANY', path: '$default', payloadFormat: '2.0' })],
});
const doors = [
  '/_aws/execute-api/rest/live',
  '/_aws/execute-api/http',
  '/_aws/lambda-url/url123',
  '/_aws/elb/listener0000000000',
  '/_aws/execute-api/nobody',
  '/_aws/lambda-url/nobody',
];

/** What functions answer, by the name in `x-answer`. */
const answers: Readonly<Record<string, unknown>> = {
  plain: { statusCode: 200, body: 'ok' },
  many: {
    statusCode: 201,
    headers: { 'Content-Type': 'text/x', Date: 'yesterday', Connection: 'close', Server: 'mine' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    cookies: ['c=3'],
    body: 'ü'.repeat(3),
  },
  words: { statusCode: 404, statusDescription: '404 Nowhere', headers: {}, body: '' },
  empty: { statusCode: 204, headers: { 'X-Kind': 'none' }, body: 'dropped' },
  unchanged: { statusCode: 304, headers: { ETag: '"a"' }, body: 'dropped' },
  binary: { statusCode: 200, headers: { 'Content-Type': 'image/png' }, isBase64Encoded: true, body: 'AAH/' },
  large: { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: 'x'.repeat(40_000) },
  framed: {
    statusCode: 200,
    headers: { 'Transfer-Encoding': 'chunked', 'Content-Length': '3', Upgrade: 'x' },
    body: 'ok',
  },
  broken: { statusCode: 'none' },
  refused: { statusCode: 200, headers: { 'a b': 'c' }, body: '' },
  text: 'just text',
};

const header = fc.constantFrom(
  'Accept: image/png',
  'Accept-Encoding: gzip',
  'Content-Type: application/json',
  'Content-Type: image/png',
  'Cookie: a=1; b=2',
  'Origin: http://localhost',
  'User-Agent: Test/1.0',
  'X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad;Sampled=1',
  'X-Forwarded-For: 10.0.0.1',
  'X-HTTP-Method-Override: PUT',
  'x-own: Value With  Blanks',
);
const exchange = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
  door: fc.constantFrom(...doors),
  path: fc.constantFrom('', '/', '/a', '/a/b%20c?x=1&y=%C3%BC&x=2', '/%ff', '/a//b/?'),
  headers: fc.uniqueArray(header, { maxLength: 5, selector: (line) => line.split(':')[0] }),
  answer: fc.constantFrom(...Object.keys(answers)),
  body: fc.constantFrom('', '{"a":1}', '\u0000\u00ff', 'x'.repeat(2000)),
});

/** A served set of doors, and the events that its functions got. */
async function serve(withoutQuick: boolean): Promise<{ server: ListeningServer; events: Map<string, unknown> }> {
  const events = new Map<string, unknown>();
  const frontend = frontendOf((_target, event) => {
    const headers = (event['headers'] ?? {}) as Readonly<Record<string, string>>;
    events.set(headers['x-id'] ?? '', event);
    const answer = answers[headers['x-answer'] ?? ''];
    return typeof answer === 'string' ? success(JSON.stringify(answer)) : answer;
  });
  const server = await serveApis([rest, http], frontend, {
    urls: [openUrl],
    balancers: [loadBalancer([{}])],
    clock: new ManualClock(1_700_000_000_000),
    withoutQuick,
  });
  return { server, events };
}

/** What a server sends for these bytes, and for a second request that asks it to close. */
async function talk(port: number, bytes: Buffer): Promise<string> {
  const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
  const received = text(socket.setEncoding('latin1'));
  socket.write(bytes);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write('GET /_aws/execute-api/nobody HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  return received;
}

const made = [
  /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /Root=1-[0-9a-f]{8}-[0-9a-f]{24}/g,
  /[A-Za-z0-9+/]{15}=/g,
  /^Date: .* GMT\r$/gm,
];

/** Without what is made anew for each request, and without what tells the servers apart. */
function comparable(told: string, { port }: ListeningServer): string {
  return made
    .reduce((rest, pattern) => rest.replaceAll(pattern, 'made'), told)
    .replaceAll(String(port), 'port')
    .replaceAll(/"(clientPort|sourcePort)":"?\d+"?/g, 'port');
}

describe('doors that read a request without node:http', () => {
  it('give functions the same event and clients the same bytes as with it', async () => {
    const [quick, plain] = await Promise.all([serve(false), serve(true)]);
    await using quickServer = quick.server;
    await using plainServer = plain.server;
    await fc.assert(
      fc.asyncProperty(exchange, async ({ method, door, path, headers, answer, body }) => {
        const id = randomUUID().replaceAll('-', '');
        const lines = [
          `${method} ${door}${path} HTTP/1.1`,
          'Host: localhost:3000',
          ...headers,
          `x-answer: ${answer}`,
          `x-id: ${id}`,
          `Content-Length: ${body.length}`,
        ];
        const bytes = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
        const [ours, theirs] = await Promise.all([talk(quickServer.port, bytes), talk(plainServer.port, bytes)]);

        expect(comparable(ours, quickServer)).toBe(comparable(theirs, plainServer));
        expect(comparable(JSON.stringify(quick.events.get(id) ?? null), quickServer)).toBe(
          comparable(JSON.stringify(plain.events.get(id) ?? null), plainServer),
        );
      }),
      { numRuns: 600 },
    );
    expect(quick.events.size).toBeGreaterThan(100);
  });
});
