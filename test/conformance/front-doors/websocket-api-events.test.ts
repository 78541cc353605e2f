import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../support/wait-until.js';
import { ServedWebSockets, type SocketCall } from '../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';
import { WebSocketClient } from '../../support/web-sockets/web-socket-client.js';

const routes = { $connect: {}, $default: {}, $disconnect: {} };

async function eventsOf(query: string, stageVariables: Readonly<Record<string, string>>): Promise<SocketCall[]> {
  await using served = await ServedWebSockets.start(webSocketApiOf({ stageVariables, routes }));
  using client = await WebSocketClient.connect(`${served.url}/dev${query}`, {
    headers: { 'User-Agent': 'a client', 'X-Custom': 'Kept', Host: 'chat123456.execute-api.eu-west-1.localhost' },
  });
  client.send('{"action":"unknown"}');
  await waitUntil(() => served.calls.length === 2);
  await client.close(4001, 'bored');
  await waitUntil(() => served.calls.length === 3);
  return served.calls;
}

// AWS's sample events of WebSocket APIs (Lambda developer guide and API Gateway developer guide, "$connect and $disconnect routes"), http contract §3.2.
describe('events of a WebSocket API', () => {
  it('have the keys of each kind, and no others', async () => {
    const [connect, message, disconnect] = await eventsOf('?a=1&a=2', {});

    const common = [
      'eventType',
      'extendedRequestId',
      'requestTime',
      'messageDirection',
      'stage',
      'connectedAt',
      'requestTimeEpoch',
      'identity',
      'requestId',
      'domainName',
      'connectionId',
      'apiId',
    ];
    expect(Object.keys(connect?.requestContext ?? {})).toEqual(['routeKey', ...common]);
    expect(Object.keys(message?.requestContext ?? {})).toEqual(['routeKey', 'messageId', ...common]);
    expect(Object.keys(disconnect?.requestContext ?? {}).sort()).toEqual(
      ['routeKey', 'disconnectStatusCode', 'disconnectReason', ...common].sort(),
    );
    const keysOf = (event: object | undefined): string[] => Object.keys(event ?? {}).filter((key) => key !== 'name');
    expect(keysOf(connect)).toEqual([
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'requestContext',
      'isBase64Encoded',
    ]);
    expect(keysOf(message)).toEqual(['requestContext', 'body', 'isBase64Encoded']);
    expect(keysOf(disconnect)).toEqual(['headers', 'multiValueHeaders', 'requestContext', 'isBase64Encoded']);
  });

  it('of one connection agree in what belongs to it, and differ in what belongs to the request', async () => {
    const events = await eventsOf('', {});

    const contexts = events.map(({ requestContext }) => requestContext);
    for (const key of ['connectionId', 'connectedAt', 'domainName', 'stage', 'apiId']) {
      expect(new Set(contexts.map((context) => context[key])).size).toBe(1);
    }
    expect(new Set(contexts.map(({ requestId }) => requestId)).size).toBe(3);
    for (const context of contexts) {
      expect(context).toMatchObject({
        messageDirection: 'IN',
        requestId: context['extendedRequestId'],
        connectionId: expect.stringMatching(/^[\w-]{15}=$/),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        domainName: 'chat123456.execute-api.eu-west-1.localhost',
        identity: { userAgent: 'a client', sourceIp: '127.0.0.1' },
      });
    }
  });

  it('show the upgrade request to $connect alone, with the client’s casing', async () => {
    const [connect, , disconnect] = await eventsOf('?a=1&a=2', {});

    expect(connect?.headers).toMatchObject({
      Host: 'chat123456.execute-api.eu-west-1.localhost',
      'X-Custom': 'Kept',
      'Sec-WebSocket-Version': '13',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-/),
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Proto': 'http',
    });
    for (const name of ['Connection', 'Upgrade']) expect(connect?.headers).not.toHaveProperty(name);
    expect(connect).toMatchObject({
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
    });
    expect(disconnect?.headers).toEqual({
      Host: 'chat123456.execute-api.eu-west-1.localhost',
      'x-api-key': '',
      'X-Forwarded-For': '',
      'x-restapi': '',
    });
    expect(disconnect?.requestContext).toMatchObject({ disconnectStatusCode: 4001, disconnectReason: 'bored' });
  });

  it('leave out the query without one, and have stage variables only where there are some', async () => {
    const [without] = await eventsOf('', {});
    const withVariables = await eventsOf('', { color: 'red' });

    expect(without).not.toHaveProperty('queryStringParameters');
    expect(without).not.toHaveProperty('stageVariables');
    for (const event of withVariables) expect(event['stageVariables']).toEqual({ color: 'red' });
  });
});
