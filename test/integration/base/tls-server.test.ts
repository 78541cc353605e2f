import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listenHttp, type ListeningServer, selfMadeCertificate, systemClock } from '../../../src/base/index.js';
import { StreamedResponse } from '../../../src/front-doors/api-gateway/streaming/streamed-response.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { projectFolder } from '../../support/project-folder.js';
import { apiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

async function certificate() {
  await using folder = await projectFolder();
  return await selfMadeCertificate(path.join(folder.path, 'tls'), ['localhost', '127.0.0.1'], systemClock);
}

const options = { host: '127.0.0.1', port: 0 };
const api = apiOf({
  kind: 'http',
  stage: '$default',
  routes: [{ method: 'ANY', path: '/{proxy+}', payloadFormat: '2.0' }],
});

/** The HTTP API over TLS: its handler is the one of a plain server. */
async function serveOverTls(run: Parameters<typeof frontendOf>[0], ca: Awaited<ReturnType<typeof certificate>>) {
  const plain = await serveApis([api], frontendOf(run));
  const [listener] = plain.server.listeners('request');
  await plain[Symbol.asyncDispose]();
  return listenHttp(listener as Parameters<typeof listenHttp>[0], { ...options, tls: ca });
}

async function overHttp2(server: ListeningServer, ca: string, headers: http2.OutgoingHttpHeaders, body = '') {
  const session = http2.connect(`https://localhost:${server.port}`, {
    ca,
    lookup: (_, __, done) => {
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    },
  });
  try {
    const stream = session.request(headers);
    if (body !== '') stream.end(body);
    const [answered] = (await once(stream, 'response')) as [http2.IncomingHttpHeaders];
    return { headers: answered, body: await text(stream) };
  } finally {
    session.close();
  }
}

describe('a door with TLS', () => {
  it('speaks HTTP/2, and the event tells of HTTPS, its port, the host, and one cookie header', async () => {
    const ca = await certificate();
    await using server = await serveOverTls(
      (_, event) => ({ statusCode: 200, cookies: ['a=1', 'b=2'], body: JSON.stringify(event) }),
      ca,
    );

    const { headers, body } = await overHttp2(
      server,
      ca.certificate,
      { ':path': '/x?y=1', ':method': 'POST', cookie: ['c=1', 'd=2'], 'content-type': 'text/plain' },
      'hello',
    );

    expect([headers[':status'], headers['set-cookie']]).toEqual([200, ['a=1', 'b=2']]);
    const event = JSON.parse(body) as Record<string, unknown>;
    expect(event).toMatchObject({
      body: 'hello',
      cookies: ['c=1', 'd=2'],
      rawQueryString: 'y=1',
      headers: {
        host: `localhost:${server.port}`,
        'x-forwarded-proto': 'https',
        'x-forwarded-port': String(server.port),
      },
      requestContext: { http: { method: 'POST', path: '/x', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' } },
    });
    expect(Object.keys(event['headers'] as object).filter((name) => name.startsWith(':'))).toEqual([]);
  });

  it('speaks HTTP/1.1 to who asks for it, keeps the connection, and takes large headers', async () => {
    const ca = await certificate();
    await using server = await serveOverTls(
      (_, event) => ({ statusCode: 200, body: JSON.stringify(event['headers']) }),
      ca,
    );
    const agent = new https.Agent({ keepAlive: true, ca: ca.certificate, maxSockets: 1 });
    const ask = async (headers: Readonly<Record<string, string>>) => {
      const request = https.get({ host: '127.0.0.1', port: server.port, path: '/x', agent, headers });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      return { reused: request.reusedSocket, status: response.statusCode, body: await text(response) };
    };

    const first = await ask({});
    const second = await ask({ 'x-large': 'x'.repeat(100_000) });
    agent.destroy();

    expect([first.status, second.status, second.reused]).toEqual([200, 200, true]);
    expect(JSON.parse(second.body)).toMatchObject({ 'x-forwarded-proto': 'https' });
  });

  it('takes an answer without a body, a refusal before the body is read, and a function that fails', async () => {
    const ca = await certificate();
    await using server = await serveOverTls(
      (_, event) => ({ statusCode: event['rawPath'] === '/none' ? 204 : 'wrong' }),
      ca,
    );

    const none = await overHttp2(server, ca.certificate, { ':path': '/none' });
    const refused = await overHttp2(server, ca.certificate, { ':path': '/', ':method': 'POST' }, 'x'.repeat(100_000));
    const wrong = await overHttp2(server, ca.certificate, { ':path': '/wrong' });

    expect([none.headers[':status'], refused.headers[':status'], wrong.headers[':status']]).toEqual([204, 404, 500]);
  });

  it('passes streams on, and breaks one off so that the client learns of it', async () => {
    const ca = await certificate();
    const answerInParts: http.RequestListener = (request, response) => {
      const head = () => ({ status: 200, headers: [['Content-Type', 'text/plain'] as const] });
      const sink = new StreamedResponse(response, { needsPrelude: false, head });
      sink.begin({ contentType: 'text/plain' });
      void sink.write(Buffer.from('first;'));
      if (request.url === '/broken') sink.breakOff();
      else sink.end();
    };
    await using server = await listenHttp(answerInParts, { ...options, tls: ca });

    const whole = await overHttp2(server, ca.certificate, { ':path': '/whole' });
    const broken = overHttp2(server, ca.certificate, { ':path': '/broken' });

    expect(whole.body).toBe('first;');
    await expect(broken).rejects.toThrow(/NGHTTP2_INTERNAL_ERROR/);
  });

  it('hands over WebSocket handshakes as a plain one does', async () => {
    const ca = await certificate();
    await using server = await listenHttp(() => undefined, { ...options, tls: ca });
    server.server.on('upgrade', (_, socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });

    const request = https.get({
      host: '127.0.0.1',
      port: server.port,
      ca: ca.certificate,
      agent: false,
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    const [response] = (await once(request, 'upgrade')) as [http.IncomingMessage];

    expect(response.statusCode).toBe(101);
  });

  it('that speaks plain HTTP too answers both on its port, and outlives clients that leave without a word', async () => {
    const ca = await certificate();
    const tellTls: http.RequestListener = (request, response) => {
      response.setHeader('x-tls', String('encrypted' in request.socket));
      request.pipe(response);
    };
    await using server = await listenHttp(tellTls, { ...options, tls: { ...ca, alsoPlain: true } });
    const silent = net.connect(server.port, '127.0.0.1');
    await once(silent, 'connect');
    silent.resetAndDestroy();

    const ask = async (client: typeof http | typeof https) => {
      const to = { host: '127.0.0.1', port: server.port, ca: ca.certificate, agent: false, method: 'POST' };
      const request = client.request(to);
      request.end('x'.repeat(100_000));
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      return [response.headers['x-tls'], (await text(response)).length];
    };

    expect(await ask(http)).toEqual(['false', 100_000]);
    expect(await ask(https)).toEqual(['true', 100_000]);
    expect((await overHttp2(server, ca.certificate, { ':path': '/', ':method': 'POST' }, 'two')).body).toBe('two');
  });
});
