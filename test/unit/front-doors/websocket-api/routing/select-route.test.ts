import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { selectRoute } from '../../../../../src/front-doors/websocket-api/routing/select-route.js';
import type { WebSocketApi } from '../../../../../src/model/index.js';
import { webSocketApiOf } from '../../../../support/web-sockets/web-socket-api.js';

function routed(api: WebSocketApi, body: string): string | undefined {
  const [stage = { name: 'dev', variables: {} }] = api.stages;
  return selectRoute({
    eventType: 'MESSAGE',
    api,
    stage,
    connection: {
      id: 'AAAAAAAAAAAAAAA=',
      apiId: api.id,
      stageName: stage.name,
      domainName: 'localhost',
      sourceIp: '127.0.0.1',
      connectedAtMs: 0,
      caller: {},
    },
    ids: { requestId: 'r', extendedRequestId: 'r', traceId: 't' },
    receivedAtMs: 0,
    messageId: 'm',
    body,
  })?.routeKey;
}

const api = webSocketApiOf({ routes: { $connect: {}, $disconnect: {}, $default: {}, join: {}, '1': {}, '["a"]': {} } });

describe('the route of a message', () => {
  it.each([
    ['{"action":"join"}', 'join'],
    ['{"action":1}', '1'],
    ['{"action":["a"]}', '["a"]'],
    ['{"action":"other"}', '$default'],
    ['{"action":null}', '$default'],
    ['{}', '$default'],
    ['"join"', '$default'],
    ['join', '$default'],
    ['', '$default'],
    ['{"action":"$connect"}', '$default'],
    ['{"action":"$disconnect"}', '$default'],
    ['{"action":"__proto__"}', '$default'],
  ])('of %s is %s', (body, key) => {
    expect(routed(api, body)).toBe(key);
  });

  it('is none when no key fits and there is no $default', () => {
    expect(routed(webSocketApiOf({ routes: { join: {} } }), '{"action":"other"}')).toBeUndefined();
  });

  it('is made of several places of the body, and of the stage', () => {
    const nested = webSocketApiOf({
      stageVariables: { version: 'v2' },
      routeSelectionExpression: '${request.body.service}/${request.body.detail.action}/${stageVariables.version}',
      routes: { 'room/join/v2': {} },
    });

    expect(routed(nested, '{"service":"room","detail":{"action":"join"}}')).toBe('room/join/v2');
  });

  // Against what the guide says in one sentence: the key that the value at the path spells, else $default.
  it('is that of the value at the path, whatever the message', () => {
    const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.startsWith('$'));
    const message = fc.oneof(
      fc.record({ action: fc.oneof(key, fc.integer(), fc.boolean(), fc.jsonValue()) }, { requiredKeys: [] }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 5 }), message, (keys, value) => {
        const own = webSocketApiOf({ routes: Object.fromEntries(['$default', ...keys].map((name) => [name, {}])) });
        const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
        const action = isMap && Object.hasOwn(value, 'action') ? (value as { action: unknown }).action : undefined;
        const spelled = typeof action === 'string' ? action : action == null ? '' : JSON.stringify(action);

        expect(routed(own, JSON.stringify(value))).toBe(keys.includes(spelled) ? spelled : '$default');
      }),
    );
  });

  it('is $default for every text that is no JSON', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !isJson(text)),
        (text) => {
          expect(routed(api, text)).toBe('$default');
        },
      ),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
