import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import { signedHeaders } from '../../support/signed-request.js';
import { failing, ServedWebSockets, type SocketAnswer } from '../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';
import { WebSocketClient } from '../../support/web-sockets/web-socket-client.js';

function policyOf(effect: string, resource: string, context?: object): object {
  const statement = { Action: 'execute-api:Invoke', Effect: effect, Resource: resource };
  return { principalId: 'me', policyDocument: { Version: '2012-10-17', Statement: [statement] }, context };
}

const guarded = webSocketApiOf({
  stageVariables: { key: 'value' },
  routes: {
    $connect: { authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] } },
    $default: {},
    $disconnect: {},
  },
  authorizers: {
    Guard: {
      type: 'REQUEST',
      functionReference: 'guard',
      identitySources: ['route.request.header.X-Token', 'route.request.querystring.who'],
    },
  },
});

const ok = { statusCode: 200 };
const token = { headers: { 'X-Token': 'yes' } };

function guardAnswers(answer: (methodArn: string) => unknown): SocketAnswer {
  return ({ methodArn }, name) => (name === 'guard' ? answer(String(methodArn)) : ok);
}

// API Gateway developer guide, "Control access to WebSocket APIs with Lambda REQUEST authorizers" and "… with IAM authorization".
describe('who may connect to a WebSocket API', () => {
  it('is decided by the function, which sees the upgrade request', async () => {
    await using served = await ServedWebSockets.start(
      guarded,
      guardAnswers((arn) => policyOf('Allow', arn)),
    );

    await served.connect('/?who=me&who=us', token);

    const [asked] = served.callsOf('guard');
    expect(Object.keys(asked ?? {})).toEqual([
      'type',
      'methodArn',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'stageVariables',
      'requestContext',
      'name',
    ]);
    expect(asked).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:chat123456/dev/$connect',
      headers: {
        Connection: 'upgrade',
        Upgrade: 'websocket',
        'content-length': '0',
        'X-Token': 'yes',
        'X-Forwarded-Proto': 'http',
        'Sec-WebSocket-Version': '13',
      },
      queryStringParameters: { who: 'us' },
      multiValueQueryStringParameters: { who: ['me', 'us'] },
      stageVariables: { key: 'value' },
      requestContext: { routeKey: '$connect', eventType: 'CONNECT', stage: 'dev', apiId: 'chat123456' },
    });
  });

  it('has what the authorizer found out in every later event, as text', async () => {
    await using served = await ServedWebSockets.start(
      guarded,
      guardAnswers((arn) => policyOf('Allow', arn, { user: 'ada', level: 3, admin: true })),
    );

    using client = await WebSocketClient.connect(`${served.url}/?who=me`, token);
    client.send('x');
    await client.close();
    await served[Symbol.asyncDispose]();

    const authorizer = {
      user: 'ada',
      level: '3',
      admin: 'true',
      principalId: 'me',
      integrationLatency: expect.any(Number),
    };
    for (const name of ['connect', 'default', 'disconnect']) {
      expect(served.callsOf(name)[0]?.requestContext['authorizer']).toEqual(authorizer);
    }
  });

  it.each([
    ['an identity source is missing', '', policyOf('Allow', '*'), 401],
    ['the function fails with Unauthorized', '/?who=me', failing('Unauthorized'), 401],
    ['the policy denies', '/?who=me', policyOf('Deny', '*'), 403],
    ['the policy does not cover $connect', '/?who=me', policyOf('Allow', 'arn:aws:execute-api:*:*:*/dev/other'), 403],
    ['the function fails otherwise', '/?who=me', failing('no'), 500],
    ['its answer is malformed', '/?who=me', { principalId: 'me' }, 500],
  ])('is refused when %s', async (_, query, answer, status) => {
    await using served = await ServedWebSockets.start(
      guarded,
      guardAnswers(() => answer),
    );

    const refused = await WebSocketClient.refused(`${served.url}${query}`, token.headers);

    expect(refused.status).toBe(status);
    expect(served.callsOf('connect')).toEqual([]);
    expect(served.callsOf('guard')).toHaveLength(query === '' ? 0 : 1);
  });

  it('is whoever signs, where IAM decides', async () => {
    const api = webSocketApiOf({ routes: { $connect: { authorization: { type: 'AWS_IAM' } } } });
    await using served = await ServedWebSockets.start(api);
    const host = `127.0.0.1:${served.port}`;
    const signed = signedHeaders({ path: '/dev', host, service: 'execute-api' });
    const forged = signedHeaders({ path: '/dev', host, service: 'execute-api', secret: 'other' });

    await served.connect('/dev', { headers: signed });
    const refused = [
      await WebSocketClient.refused(`${served.url}/dev`),
      await WebSocketClient.refused(`${served.url}/dev`, forged),
    ];

    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
    expect(served.callsOf('connect')[0]?.requestContext['identity']).toMatchObject({ accountId: '111111111111' });
    expect(served.callsOf('connect')[0]?.headers).not.toHaveProperty('Authorization');
  });

  it('is nobody where the authorizer is not known, unless authorizers are off', async () => {
    const api = { ...guarded, authorizers: { Guard: { type: 'UNVERIFIABLE', reason: 'it is elsewhere' } as const } };
    await using closed = await ServedWebSockets.start(api);
    await using open = await ServedWebSockets.start(api, undefined, { authorization: { disabled: true } });

    const refused = await WebSocketClient.refused(closed.url);
    await open.connect();

    expect(refused.status).toBe(500);
  });

  // "WebSocket selection expressions", API key selection expressions.
  it('needs an API key where the route asks for one, from the header or from the authorizer', async () => {
    const usagePlans = [
      {
        id: 'plan',
        stages: ['dev'],
        keys: [{ id: 'k', value: 'secret-key', enabled: true }],
        throttle: { rateLimit: 0, burstLimit: 1 },
      },
    ];
    const api = webSocketApiOf({ usagePlans, routes: { $connect: { apiKeyRequired: true } } });
    await using served = await ServedWebSockets.start(api, undefined, { clock: new ManualClock() });
    const byAuthorizer = {
      ...guarded,
      usagePlans,
      apiKeySource: 'AUTHORIZER' as const,
      routes: guarded.routes.map((route) => ({ ...route, apiKeyRequired: true })),
    };
    await using authorized = await ServedWebSockets.start(
      byAuthorizer,
      guardAnswers((arn) => ({ ...policyOf('Allow', arn), usageIdentifierKey: 'secret-key' })),
    );

    const without = await WebSocketClient.refused(served.url);
    await served.connect('', { headers: { 'x-api-key': 'secret-key' } });
    const tooOften = await WebSocketClient.refused(served.url, { 'x-api-key': 'secret-key' });
    await authorized.connect('/?who=me', token);

    expect([without.status, tooOften.status]).toEqual([403, 429]);
    expect(JSON.parse(without.body)).toMatchObject({ message: 'Forbidden' });
    expect(served.callsOf('connect')[0]?.requestContext['identity']).toMatchObject({
      apiKey: 'secret-key',
      apiKeyId: 'k',
    });
  });
});
