import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { listenHttp } from '../../../src/base/index.js';
import { createEmulator, type HearthEmulator } from '../../../src/index.js';
import { openFiles, until } from '../../support/open-files.js';
import { type ProjectFolder, projectFolder } from '../../support/project-folder.js';
import { RawConnection } from '../../support/raw-http.js';

const path = '/2015-03-31/functions/Echo/invocations';
const post = (body: string, headers = ''): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;

describe('strange connections', () => {
  let folder: ProjectFolder;
  let hearth: HearthEmulator;
  let ports: readonly number[];
  let filesBefore: number;

  beforeAll(async () => {
    folder = await projectFolder();
    hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process' });
    await hearth.deploy({
      name: 'Echo',
      code: { inline: 'exports.handler = async (event) => event;' },
      routes: ['POST /echo'],
    });
    ports = [Number(new URL(hearth.awsUrl).port), Number(new URL(hearth.apiUrl).port)];
    await theNeighbourIsAnswered();
    filesBefore = openFiles();
  });
  afterAll(async () => {
    await hearth.stop();
    await folder[Symbol.asyncDispose]();
  });

  it.each<[string, string | Buffer, string]>([
    ['no HTTP at all', 'hello?\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['a TLS greeting', Buffer.from('16030100b1010000ad0303', 'hex'), 'HTTP/1.1 400 Bad Request'],
    ['bytes without a meaning', Buffer.alloc(70_000, 0xff), 'HTTP/1.1 400 Bad Request'],
    ['two lengths', `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, '400'],
    [
      'a length and chunks',
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      '400',
    ],
    ['a header of 3 MB', `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(3_000_000)}\r\n\r\n`, 'HTTP/1.1 431'],
    ['a path of 3 MB', `GET /${'x'.repeat(3_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 'HTTP/1.1 431'],
  ])('that send %s are answered and closed', async (_, bytes, answer) => {
    for (const port of ports) {
      const connection = await RawConnection.open(port);
      connection.write(bytes);
      const { head } = await connection.response();
      await connection.closedByServer();
      connection.destroy();

      expect(head).toContain(answer);
    }
    await theNeighbourIsAnswered();
  });

  it('with requests sent before their answers are read get every answer, in order', async () => {
    const connection = await RawConnection.open(ports[0] ?? 0);
    const bodies = Array.from({ length: 200 }, (_, index) => JSON.stringify({ index }));

    connection.write(bodies.map((body) => post(body)).join(''));
    const answers: string[] = [];
    while (answers.length < bodies.length) answers.push((await connection.response()).body.toString());
    connection.destroy();

    expect(answers).toEqual(bodies);
  });

  it('that send a body a byte at a time are answered', async () => {
    const connection = await RawConnection.open(ports[0] ?? 0);
    for (const byte of post('{"slow":true}')) {
      connection.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect((await connection.response()).body.toString()).toBe('{"slow":true}');
    connection.destroy();
  });

  it('that are half closed after their request are let go, and nothing of them stays', async () => {
    for (const port of ports) {
      const connections = await Promise.all(Array.from({ length: 50 }, () => RawConnection.open(port)));
      for (const connection of connections) {
        connection.write(post('{"half":1}').replace(path, port === ports[0] ? path : '/echo'));
        connection.halfClose();
      }
      await Promise.all(connections.map((connection) => connection.closedByServer()));
      for (const connection of connections) connection.destroy();
    }

    await theNeighbourIsAnswered();
    await nothingIsOpen();
  });

  it('that stay idle (1,000 of them) do not hinder anybody, and cost nothing once they are gone', async () => {
    const idle = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => RawConnection.open(ports[index % 2] ?? 0)),
    );
    // Every other one has had an answer, and half a request of its next.
    const half = idle.filter((_, index) => index % 4 === 0);
    for (const connection of half) connection.write(post('1'), `POST ${path} HTT`);
    for (const connection of half) await connection.response();

    await theNeighbourIsAnswered();
    for (const connection of idle) connection.destroy();

    await nothingIsOpen();
  });

  async function theNeighbourIsAnswered(): Promise<void> {
    const headers = { Connection: 'close' };
    const answer = await fetch(`${hearth.awsUrl}${path}`, { method: 'POST', headers, body: '{"a":1}' });
    const overHttp = await fetch(hearth.url('/echo'), { method: 'POST', headers, body: 'b' });
    expect([await answer.text(), overHttp.status, ((await overHttp.json()) as { body: string }).body]).toEqual([
      '{"a":1}',
      200,
      'b',
    ]);
  }

  /** Sandboxes that were started for many at once keep a few descriptors each. */
  async function nothingIsOpen(): Promise<void> {
    await until('connections closed', () => openFiles() < filesBefore + 60);
  }
});

describe('a client slower than the door’s patience', () => {
  const patience = { headMs: 300, requestMs: 900, idleMs: 300 };
  const listen = () =>
    listenHttp(
      (request, response) => {
        buffer(request).then(
          (body) => response.end(body),
          () => response.destroy(),
        );
      },
      { host: '127.0.0.1', port: 0, patience },
    );

  it.each([
    ['head', 'POST / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n'],
  ])('that sends its %s byte by byte is answered 408, while others are served', async (_, start) => {
    await using server = await listen();
    const slow = await Promise.all(Array.from({ length: 100 }, () => RawConnection.open(server.port)));
    const ending = new AbortController();
    const ended = Promise.all(slow.map(async (connection) => (await connection.response()).head)).finally(() =>
      ending.abort(),
    );
    for (const connection of slow) connection.write(start);

    while (!ending.signal.aborted) {
      for (const connection of slow) connection.write('x');
      const answer = await fetch(`http://127.0.0.1:${server.port}`, { method: 'POST', body: 'quick' });
      expect(await answer.text()).toBe('quick');
    }

    expect(new Set((await ended).map((head) => head.split('\r\n')[0]))).toEqual(
      new Set(['HTTP/1.1 408 Request Timeout']),
    );
  });

  it('may take as long as it likes to be answered, and rest between two requests only so long', async () => {
    await using server = await listenHttp(
      (request, response) => {
        request.resume();
        setTimeout(() => response.end('late'), 1500);
      },
      { host: '127.0.0.1', port: 0, patience },
    );
    const connection = await RawConnection.open(server.port);
    connection.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const { head } = await connection.response();

    await connection.closedByServer();

    expect(head).toContain('200 OK');
    connection.destroy();
  });
});
