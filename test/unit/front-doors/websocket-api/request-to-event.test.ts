import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import {
  connectEvent,
  disconnectEvent,
  messageEvent,
} from '../../../../src/front-doors/websocket-api/request-to-event.js';
import type { ConnectCall, DisconnectCall, MessageCall } from '../../../../src/front-doors/websocket-api/route-call.js';
import { clientRequest } from '../../../support/routed-request.js';
import { webSocketApiOf } from '../../../support/web-sockets/web-socket-api.js';

const api = webSocketApiOf({ stageVariables: { color: 'red' }, routes: { $connect: {}, say: {}, $disconnect: {} } });
const receivedAtMs = Date.UTC(2026, 2, 9, 19, 3, 8, 5);

const common = {
  api,
  stage: { name: 'dev', variables: { color: 'red' } },
  connection: {
    id: 'AAAAAAAAAAAAAAA=',
    apiId: api.id,
    stageName: 'dev',
    domainName: 'example.com',
    sourceIp: '127.0.0.1',
    connectedAtMs: receivedAtMs - 1000,
    caller: { authorizer: { principalId: 'me' } },
  },
  ids: { requestId: 'r', extendedRequestId: 'r', traceId: 'Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47' },
  receivedAtMs,
};

function routed(index: number): MessageCall['route'] {
  const route = api.routes[index];
  if (route === undefined) throw new Error('No such route.');
  return route;
}

const messageCall: MessageCall = { ...common, route: routed(1), eventType: 'MESSAGE', messageId: 'm', body: '{}' };
const connectCall: ConnectCall = {
  ...common,
  route: routed(0),
  eventType: 'CONNECT',
  client: clientRequest({ query: 'a=1' }),
};
const disconnectCall: DisconnectCall = {
  ...common,
  route: routed(2),
  eventType: 'DISCONNECT',
  closed: { code: 1001, reason: 'Going away' },
};

describe('the event of a WebSocket API', () => {
  it('of a message is what AWS sends, and of the type that others publish', () => {
    const event: APIGatewayProxyWebsocketEventV2 = messageEvent(messageCall);

    expect(event).toEqual({
      stageVariables: { color: 'red' },
      requestContext: {
        routeKey: 'say',
        authorizer: { principalId: 'me' },
        messageId: 'm',
        eventType: 'MESSAGE',
        extendedRequestId: 'r',
        requestTime: '09/Mar/2026:19:03:08 +0000',
        messageDirection: 'IN',
        stage: 'dev',
        connectedAt: receivedAtMs - 1000,
        requestTimeEpoch: receivedAtMs,
        identity: { sourceIp: '127.0.0.1' },
        requestId: 'r',
        domainName: 'example.com',
        connectionId: 'AAAAAAAAAAAAAAA=',
        apiId: api.id,
      },
      body: '{}',
      isBase64Encoded: false,
    });
  });

  it('of a connection has the request, of its end how it ended; neither has a body', () => {
    const connect = connectEvent(connectCall);
    const disconnect = disconnectEvent(disconnectCall);

    expect(connect).toMatchObject({ queryStringParameters: { a: '1' }, requestContext: { eventType: 'CONNECT' } });
    expect(disconnect.requestContext).toMatchObject({ disconnectStatusCode: 1001, disconnectReason: 'Going away' });
    for (const event of [connect, disconnect]) expect(event).not.toHaveProperty('body');
  });
});
