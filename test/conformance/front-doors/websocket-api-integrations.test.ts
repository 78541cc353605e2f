import type http from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { listenHttp, type ListeningServer } from '../../../src/base/index.js';
import type { WebSocketIntegration } from '../../../src/model/index.js';
import { waitUntil } from '../../support/wait-until.js';
import { failing, ServedWebSockets, type SocketAnswer } from '../../support/web-sockets/served-web-sockets.js';
import { type WebSocketRouteSketch, webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';
import { WebSocketClient } from '../../support/web-sockets/web-socket-client.js';

const mapping = {
  requestParameters: {},
  timeoutMs: 29_000,
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  responses: [],
} as const;

/** What the sender of `message` gets from a route `$default` with that integration. */
async function answerTo(
  message: string,
  integration: WebSocketIntegration,
  answer?: SocketAnswer,
  route: WebSocketRouteSketch = {},
): Promise<{ readonly text: string; readonly payloads: readonly unknown[] }> {
  const api = webSocketApiOf({
    stageVariables: { color: 'red' },
    routes: { $default: { answersSender: true, integration, ...route } },
    models: { Message: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } },
  });
  await using served = await ServedWebSockets.start(api, answer);
  const client = await served.connect();
  client.send(message);
  return { text: await client.next(), payloads: served.calls };
}

async function endpoint(
  answer: (request: http.IncomingMessage, body: string) => [number, string],
): Promise<ListeningServer> {
  return listenHttp(
    (request, response) => {
      void text(request).then((body) => {
        const [status, answered] = answer(request, body);
        response.writeHead(status);
        response.end(answered);
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
}

// API Gateway developer guide, "WebSocket API integration requests", "… integration responses", "Set up data mapping for WebSocket APIs".
describe('integrations of a WebSocket API', () => {
  it('AWS: a function gets what the chosen request template makes, and its answer goes through a response template', async () => {
    const { text: answer, payloads } = await answerTo(
      '{"kind":"greeting","name":"Ada"}',
      {
        type: 'AWS',
        functionReference: 'greet',
        ...mapping,
        templateSelectionExpression: '${request.body.kind}',
        requestTemplates: {
          greeting:
            '{"who": $input.json("$.name"), "connection": "$context.connectionId", "color": "$stageVariables.color"}',
        },
        responses: [{ key: '$default', templates: { $default: '{"said": $input.json("$.text")}' } }],
      },
      (event) => ({ text: `hello ${String(event['who'])}` }),
    );

    expect(JSON.parse(answer)).toEqual({ said: 'hello Ada' });
    expect(payloads).toEqual([
      expect.objectContaining({ who: 'Ada', color: 'red', connection: expect.stringMatching(/=$/) }),
    ]);
  });

  it('AWS: an error of the function is mapped by the pattern that its message fits, else the sender gets the error frame', async () => {
    const integration: WebSocketIntegration = {
      type: 'AWS',
      functionReference: 'fails',
      ...mapping,
      responses: [
        { key: '$default', templates: {} },
        { key: '/Missing.*/', templates: { $default: 'no such $input.path("$.errorMessage")' } },
      ],
    };

    const mapped = await answerTo('{}', integration, () => failing('Missing: x'));
    const other = await answerTo('{}', integration, () => failing('else'));

    expect(mapped.text).toBe('no such Missing: x');
    expect(JSON.parse(other.text)).toMatchObject({ message: 'Internal server error' });
  });

  it('MOCK: the chosen template gives the status that selects the response', async () => {
    const { text: answer } = await answerTo('{}', {
      type: 'MOCK',
      ...mapping,
      templateSelectionExpression: '\\$default',
      requestTemplates: { $default: '{"statusCode": 201}' },
      responses: [
        { key: '$default', templates: { $default: 'default' } },
        { key: '/2\\d1/', templates: { $default: 'pong to $context.routeKey' } },
      ],
    });

    expect(answer).toBe('pong to $default');
  });

  it('HTTP_PROXY: the endpoint gets the message with mapped headers, query and path, and its body is the answer', async () => {
    await using server = await endpoint((request, body) => [
      200,
      `${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['connectionid']).length} ${body}`,
    ]);

    const { text: answer } = await answerTo('{"n":1}', {
      type: 'HTTP_PROXY',
      uri: `http://127.0.0.1:${server.port}/{place}`,
      httpMethod: 'PUT',
      timeoutMs: 29_000,
      requestParameters: {
        'integration.request.header.connectionId': 'context.connectionId',
        'integration.request.querystring.n': 'route.request.body.n',
        'integration.request.path.place': "'here'",
      },
    });

    expect(answer).toBe('PUT /here?n=1 16 {"n":1}');
  });

  it('HTTP: the status selects the response, and templates map both ways', async () => {
    await using server = await endpoint((_, body) => [404, `{"echo":${body}}`]);

    const { text: answer } = await answerTo('{"n":1}', {
      type: 'HTTP',
      uri: `http://127.0.0.1:${server.port}/`,
      httpMethod: 'POST',
      ...mapping,
      requestTemplates: { $default: '{"m":$input.path("$.n")}' },
      responses: [
        { key: '$default', templates: {} },
        { key: '/4\\d\\d/', templates: { $default: 'missing $input.path("$.echo.m")' } },
      ],
    });

    expect(answer).toBe('missing 1');
  });

  it('HTTP: an endpoint out of reach is an error frame', async () => {
    const { text: answer } = await answerTo('{}', {
      type: 'HTTP_PROXY',
      uri: 'http://127.0.0.1:1/',
      httpMethod: 'POST',
      timeoutMs: 1000,
      requestParameters: {},
    });

    expect(answer).toMatch(/^\{"message": "Internal server error", "connectionId":"[^"]+", "requestId":"[^"]+"\}$/);
  });

  it('AWS: a mapped header asks for an asynchronous call', async () => {
    const integration: WebSocketIntegration = {
      type: 'AWS',
      functionReference: 'later',
      ...mapping,
      requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
      responses: [{ key: '$default', templates: { $default: 'accepted' } }],
    };

    const { text: answer, payloads } = await answerTo('{}', integration);

    // Only accepted: the queue of these doors calls nobody.
    expect([answer, payloads]).toEqual(['accepted', []]);
  });

  // "Create models for WebSocket APIs", "Set up data validation".
  it('a message that does not fit its model is refused where a model is selected, and only for integrations that map', async () => {
    const route = { modelSelectionExpression: '\\$default', requestModels: { $default: 'Message' } };
    const mock: WebSocketIntegration = {
      type: 'MOCK',
      ...mapping,
      requestTemplates: { $default: '{"statusCode":200}' },
      responses: [{ key: '$default', templates: { $default: 'fits' } }],
    };
    const proxy: WebSocketIntegration = {
      type: 'AWS_PROXY',
      functionReference: 'f',
      timeoutMs: 1000,
      requestParameters: {},
    };

    const [bad, good, proxied] = [
      await answerTo('{"n":"x"}', mock, undefined, route),
      await answerTo('{"n":1}', mock, undefined, route),
      await answerTo('{"n":"x"}', proxy, () => ({ statusCode: 200, body: 'taken' }), route),
    ];

    expect(JSON.parse(bad.text)).toEqual({
      message: 'Bad request body',
      connectionId: expect.any(String),
      messageId: expect.any(String),
    });
    expect([good.text, proxied.text]).toEqual(['fits', 'taken']);
  });

  it('$connect may be a mock or an HTTP endpoint, whose status decides', async () => {
    await using server = await endpoint((request) => [request.headers['x-token'] === 'yes' ? 200 : 403, '']);
    const http_: WebSocketIntegration = {
      type: 'HTTP_PROXY',
      uri: `http://127.0.0.1:${server.port}/`,
      httpMethod: 'POST',
      timeoutMs: 5000,
      requestParameters: {},
    };
    const mock: WebSocketIntegration = {
      type: 'MOCK',
      ...mapping,
      requestTemplates: { $default: '{"statusCode":401}' },
    };
    await using byHttp = await ServedWebSockets.start(webSocketApiOf({ routes: { $connect: { integration: http_ } } }));
    await using byMock = await ServedWebSockets.start(webSocketApiOf({ routes: { $connect: { integration: mock } } }));

    await byHttp.connect('', { headers: { 'X-Token': 'yes' } });

    expect((await WebSocketClient.refused(byHttp.url)).status).toBe(403);
    expect((await WebSocketClient.refused(byMock.url)).status).toBe(401);
  });

  it('a route without an integration takes messages and says nothing', async () => {
    const api = webSocketApiOf({
      routes: { $connect: { integration: 'none' }, quiet: { integration: 'none' }, loud: { answersSender: true } },
    });
    await using served = await ServedWebSockets.start(api, () => ({ statusCode: 200, body: 'loud' }));
    const client = await served.connect();

    client.send({ action: 'quiet' });
    client.send({ action: 'loud' });

    expect(await client.next()).toBe('loud');
    await waitUntil(() => served.calls.length === 1);
  });
});
