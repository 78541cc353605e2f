import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from '@jest/globals';
import { httpRequest } from '../../support/http-request.js';
import { waitUntil } from '../../support/wait-until.js';
import { ServedWebSockets } from '../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';
import type { WebSocketClient } from '../../support/web-sockets/web-socket-client.js';

const api = webSocketApiOf({ routes: { $connect: {}, $disconnect: {} } });

function clientAt(endpoint: string): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'anything', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
}

async function connected(served: ServedWebSockets): Promise<{ client: WebSocketClient; id: string }> {
  const client = await served.connect();
  const id = served.callsOf('connect').at(-1)?.requestContext.connectionId ?? '';
  return { client, id };
}

// API Gateway developer guide, "Use @connections commands in your backend service", and the API reference of
// apigatewaymanagementapi (2018-11-29), through its real SDK client.
describe('@connections', () => {
  it.each([
    ['merged', ''],
    ['by the stage alone', '/dev'],
    ['by path', '/_aws/execute-api/chat123456/dev'],
  ])('posts to a connection, %s', async (_, path) => {
    await using served = await ServedWebSockets.start(api);
    const { client, id } = await connected(served);
    const management = clientAt(`http://127.0.0.1:${served.port}${path}`);

    const answer = await management.send(new PostToConnectionCommand({ ConnectionId: id, Data: 'Grüße' }));

    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(await client.next()).toBe('Grüße');
  });

  it('tells of a connection', async () => {
    await using served = await ServedWebSockets.start(api);
    const { id } = await connected(served);

    const shown = await clientAt(`http://127.0.0.1:${served.port}`).send(
      new GetConnectionCommand({ ConnectionId: id }),
    );

    expect(shown.ConnectedAt).toBeInstanceOf(Date);
    expect(shown.LastActiveAt?.getTime()).toBeGreaterThanOrEqual(shown.ConnectedAt?.getTime() ?? Infinity);
    expect(shown.Identity).toMatchObject({ SourceIp: '127.0.0.1', UserAgent: '' });
  });

  it('closes a connection: the client sees 1000, and $disconnect too', async () => {
    await using served = await ServedWebSockets.start(api);
    const { client, id } = await connected(served);

    const deleted = await clientAt(`http://127.0.0.1:${served.port}`).send(
      new DeleteConnectionCommand({ ConnectionId: id }),
    );

    expect(deleted.$metadata.httpStatusCode).toBe(204);
    expect((await client.closed).code).toBe(1000);
    await waitUntil(() => served.callsOf('disconnect').length === 1);
    expect(served.callsOf('disconnect')[0]?.requestContext).toMatchObject({
      disconnectStatusCode: 1000,
      disconnectReason: 'Connection Closed Normally',
    });
  });

  it('answers 410 GoneException for a connection that has ended, never was, or belongs to another stage', async () => {
    await using served = await ServedWebSockets.start(api);
    const { client, id } = await connected(served);
    const other = await served.connect();
    const otherId = served.callsOf('connect').at(-1)?.requestContext.connectionId ?? '';
    await client.close();
    await waitUntil(() => served.callsOf('disconnect').length === 1);
    const post = (path: string, connectionId: string): Promise<unknown> =>
      clientAt(`http://127.0.0.1:${served.port}${path}`)
        .send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'x' }))
        .catch((error: unknown) => error);

    const answers = [await post('', id), await post('', 'AAAAAAAAAAAAAAA='), await post('/prod', otherId)];

    expect(other.socket.readyState).toBe(other.socket.OPEN);
    for (const answer of answers) expect(answer).toBeInstanceOf(GoneException);
  });

  it('answers 410 while $connect still runs', async () => {
    const statuses: number[] = [];
    await using served: ServedWebSockets = await ServedWebSockets.start(api, async ({ requestContext }, name) => {
      if (name === 'connect') {
        const error: unknown = await clientAt(`http://127.0.0.1:${served.port}`)
          .send(new PostToConnectionCommand({ ConnectionId: requestContext.connectionId, Data: 'too early' }))
          .catch((thrown: unknown) => thrown);
        if (error instanceof GoneException) statuses.push(410);
      }
      return { statusCode: 200 };
    });

    await served.connect();

    expect(statuses).toEqual([410]);
  });

  it('answers 413 PayloadTooLargeException beyond 128 KB, and takes 128 KB', async () => {
    await using served = await ServedWebSockets.start(api);
    const { client, id } = await connected(served);
    const management = clientAt(`http://127.0.0.1:${served.port}`);
    const post = (bytes: number): Promise<unknown> =>
      management.send(new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.alloc(bytes, 'x') }));

    await post(131_072);
    const refused = await post(131_073).catch((error: unknown) => error);

    expect((await client.next()).length).toBe(131_072);
    expect(refused).toBeInstanceOf(PayloadTooLargeException);
  });

  it('refuses ill-formed ids with 400, and what is not signed with 403', async () => {
    await using served = await ServedWebSockets.start(api);
    const signed = {
      Authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260321/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0',
      'X-Amz-Date': '20260321T000000Z',
    };

    const illFormed = await httpRequest(served.port, '/@connections/nonsense', {
      method: 'POST',
      headers: signed,
      body: 'x',
    });
    const unsigned = await httpRequest(served.port, '/@connections/AAAAAAAAAAAAAAA%3D', { method: 'POST', body: 'x' });

    expect([illFormed.status, illFormed.headers['x-amzn-errortype']]).toEqual([400, 'BadRequestException']);
    expect(illFormed.body).toBe('{"message":"Invalid connectionId: nonsense"}');
    expect([unsigned.status, unsigned.body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });

  it('answers 429 LimitExceededException when the client does not read', async () => {
    await using served = await ServedWebSockets.start(api);
    const { client, id } = await connected(served);
    client.socket.pause();
    const management = clientAt(`http://127.0.0.1:${served.port}`);
    const post = (): Promise<unknown> =>
      management
        .send(new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.alloc(131_072, 'x') }))
        .catch((error: unknown) => error);

    let refused: unknown;
    await waitUntil(async () => {
      const answer = await post();
      if (answer instanceof Error) refused = answer;
      return refused !== undefined;
    });

    expect(refused).toMatchObject({ name: 'LimitExceededException' });
  });
});
