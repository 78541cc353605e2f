import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../src/base/index.js';
import { httpRequest } from '../../support/http-request.js';
import { waitUntil } from '../../support/wait-until.js';
import { failing, ServedWebSockets } from '../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';
import { WebSocketClient } from '../../support/web-sockets/web-socket-client.js';

const routes = { $connect: {}, $default: {} };
const domain = 'ws.example.com';
const mapped = webSocketApiOf({ routes, domains: [{ domain, basePath: '/chat', stage: 'dev' }] });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-custom-domain-names.html
describe('a WebSocket API with a custom domain', () => {
  it('is connected to by domain and base path, without a stage, and shows the domain in its events', async () => {
    await using served = await ServedWebSockets.start(mapped, undefined, { callbackDomain: '127.0.0.1:1' });

    using client = await WebSocketClient.connect(`${served.url}/chat`, { headers: { Host: domain } });
    client.send('hello');
    await waitUntil(() => served.calls.length === 2);

    for (const { requestContext } of served.calls) {
      expect(requestContext).toMatchObject({ domainName: domain, stage: 'dev', apiId: 'chat123456' });
    }
  });

  it('refuses other base paths with 403, and answers ordinary requests with 426', async () => {
    await using served = await ServedWebSockets.start(mapped);

    expect((await WebSocketClient.refused(`${served.url}/other`, { Host: domain })).status).toBe(403);
    expect((await httpRequest(served.port, '/chat', { headers: { Host: domain } })).status).toBe(426);
  });

  it('takes @connections below its base path', async () => {
    await using served = await ServedWebSockets.start(mapped);
    using client = await WebSocketClient.connect(`${served.url}/chat`, { headers: { Host: domain } });
    const id = served.calls[0]?.requestContext.connectionId ?? '';
    const signed = {
      Host: domain,
      Authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260321/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
      'X-Amz-Date': '20260321T000000Z',
    };

    const post = (path: string) =>
      httpRequest(served.port, `${path}/@connections/${encodeURIComponent(id)}`, {
        method: 'POST',
        headers: signed,
        body: 'hello',
      });

    expect((await post('/other')).status).toBe(410);
    expect((await post('/chat')).status).toBe(200);
    expect(await client.next()).toBe('hello');
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
describe('the domain name of a WebSocket API’s events', () => {
  it('is where functions call back, whatever name of this machine the client used', async () => {
    await using served = await ServedWebSockets.start(webSocketApiOf({ routes }), undefined, {
      callbackDomain: '172.17.0.1:4443',
    });
    using client = await served.connect('/dev');
    client.send('hello');
    await waitUntil(() => served.calls.length === 2);

    for (const { requestContext } of served.calls) expect(requestContext['domainName']).toBe('172.17.0.1:4443');
  });

  it.each([
    ['<urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate>'],
    ['getaddrinfo ENOTFOUND ws.example.com'],
    ['Could not connect to the endpoint URL: "https://ws.example.com/dev/@connections/x"'],
  ])('is told with the remedy when a function cannot reach it: %s', async (message) => {
    const told: string[] = [];
    const logger = createLogger((_level, line) => told.push(line));
    await using served = await ServedWebSockets.start(
      mapped,
      (event) => (event.requestContext['eventType'] === 'CONNECT' ? { statusCode: 200 } : failing(message)),
      { logger },
    );
    using client = await WebSocketClient.connect(`${served.url}/chat`, { headers: { Host: domain } });
    client.send('hello');
    await client.next();

    expect(told.join('\n')).toContain('AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI');
  });
});
