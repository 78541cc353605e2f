import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { listenHttp, type ListeningServer } from '../../../src/base/index.js';
import type { RestApi, RestIntegration } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { RawConnection } from '../../support/raw-http.js';
import { recordingOf } from '../../support/recordings.js';
import { restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

interface Step {
  readonly body: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly 'response-headers': Readonly<Record<string, string>>;
}
type Integration = 'HTTP' | 'HTTP_PROXY';

const recorded = (type: Integration, step: string): Step =>
  recordingOf(
    'apigateway__test_apigateway_integrations',
    `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_http[${type}]`,
  )[step] as Step;

/** What the recorded test's client sent: a value of its own for every header of AWS's table, dropped ones included. */
const clientHeaders = Object.fromEntries(
  Object.entries(recorded('HTTP', 'full-integration').body)
    .filter(([name]) => !['Host', 'Content-Length', 'Transfer-Encoding'].includes(name))
    .map(([name, value]) => [name, value === '' || value.startsWith('<') ? `request_${name}` : value]),
);
const sent = {
  ...clientHeaders,
  Connection: 'close',
  Expect: '100-continue',
  Date: 'Mon, 09 Mar 2026 19:03:08 GMT',
};

/** Computed by whoever sends them, added by the edge that Hearth does not have, or not sent by Node.js (Trailer). */
const unlike = new Set([
  'trailer',
  'date',
  'host',
  'content-length',
  'connection',
  'via',
  'x-amzn-remapped-date',
  'x-amzn-remapped-content-length',
]);

function comparable(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.replaceAll(/<[^>]*>/g, '*')] as const)
    .filter(([name]) => !unlike.has(name));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Ids as the recording shows them. */
function withoutIds(headers: Readonly<Record<string, string>>): Record<string, string> {
  const ids = { 'x-amzn-trace-id': '*', 'x-amz-apigw-id': '*', 'x-amzn-requestid': '*' };
  const compared = comparable(headers);
  for (const [name, value] of Object.entries(ids)) if (name in compared) compared[name] = value;
  return compared;
}

function integration(
  type: Integration,
  backend: ListeningServer,
  requestParameters: Record<string, string>,
  step: Step,
) {
  const mapped = {
    requestTemplates:
      Object.keys(requestParameters).length === 0
        ? { 'application/json': '' }
        : {
            'application/json': JSON.stringify(
              Object.fromEntries(Object.keys(step.body).map((name) => [name, `$input.params('${name}')`])),
            ),
          },
    passthroughBehavior: 'NEVER',
    responses: [
      {
        statusCode: 200,
        templates: {},
        parameters:
          Object.keys(requestParameters).length === 0
            ? {}
            : Object.fromEntries(
                Object.keys(recorded('HTTP', 'full-integration').body).map((name) => [
                  `method.response.header.${name}`,
                  `'response_param_${name}'`,
                ]),
              ),
      },
    ],
  };
  return {
    type,
    uri: `http://127.0.0.1:${backend.port}/`,
    httpMethod: 'GET',
    timeoutMs: 29_000,
    requestParameters,
    ...(type === 'HTTP' && mapped),
  } as RestIntegration;
}

interface Exchanged {
  readonly backend: { readonly headers: Record<string, string>; readonly body: string };
  readonly response: Record<string, string>;
  readonly status: string | undefined;
  readonly body: string;
}

async function exchange(type: Integration, requestParameters: Record<string, string>): Promise<Exchanged> {
  let seen: Exchanged['backend'] = { headers: {}, body: '' };
  await using backend = await listenHttp(
    (request, response) => {
      void text(request).then((body) => {
        seen = { headers: request.headers as Record<string, string>, body };
        response.writeHead(200, {
          'Content-Length': '2',
          Server: 'gunicorn/19.9.0',
          'Content-Type': 'application/json',
          ...(type === 'HTTP_PROXY' && {
            'Access-Control-Allow-Credentials': 'true',
            'Access-Control-Allow-Origin': '*',
          }),
        });
        response.end('{}');
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
  const step = recorded(type, 'full-integration');
  const api: RestApi = restApiOf({
    id: 'api1234567',
    routes: [{ method: 'GET', integration: integration(type, backend, requestParameters, step) }],
  });
  await using server = await serveApis(
    [api],
    frontendOf(() => null),
  );
  const connection = await RawConnection.open(server.port);
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}`);
  connection.write(`GET /x HTTP/1.1\r\nHost: localhost\r\n${lines.join('\r\n')}\r\n\r\n`);
  let answered = await connection.response();
  if (answered.head.startsWith('HTTP/1.1 100')) answered = await connection.response();
  connection.destroy();
  return {
    backend: seen,
    status: answered.head.split(' ')[1],
    response: Object.fromEntries(
      answered.head
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    ),
    body: answered.body.toString(),
  };
}

/** The mappings of the recorded test: every header of the table to a value of its own. */
function mappings(type: Integration): Record<string, string> {
  const reached = recorded(type, 'full-integration').headers;
  const byLowerCase = new Map(Object.entries(reached).map(([name, value]) => [name.toLowerCase(), value]));
  const names = Object.keys(recorded('HTTP', 'full-integration').body).filter(
    (name) => !['Host', 'Content-Length', 'Transfer-Encoding', 'Date'].includes(name),
  );
  return Object.fromEntries(
    names.map((name) => [
      `integration.request.header.${name}`,
      `'${byLowerCase.get(name.toLowerCase()) ?? `request_params_${name}`}'`,
    ]),
  );
}

// Recordings TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_http[…].
describe.each(['HTTP', 'HTTP_PROXY'] as const)('headers of an integration of type %s', (type) => {
  it('are those recorded when nothing is mapped', async () => {
    const step = recorded(type, 'no-param-integration');

    const { backend, response } = await exchange(type, {});

    expect(withoutIds(backend.headers)).toEqual(withoutIds(filledIn(step.headers)));
    expect(withoutIds(response)).toEqual(withoutIds(step['response-headers']));
  });

  it('are those recorded when each is mapped', async () => {
    const step = recorded(type, 'full-integration');

    const { backend, response } = await exchange(type, mappings(type));

    expect(withoutIds(backend.headers)).toEqual(withoutIds(filledIn(step.headers)));
    expect(withoutIds(response)).toEqual(withoutIds(step['response-headers']));
  });

  it.each(['Content-Length', 'Transfer-Encoding'])('cannot have %s mapped', async (name) => {
    const step = recorded(type, name.toLowerCase());

    const { status, body, response } = await exchange(type, { [`integration.request.header.${name}`]: "'1'" });

    expect([status, JSON.parse(body)]).toEqual(['500', step.body]);
    expect(withoutIds(response)).toEqual(withoutIds(step['response-headers']));
  });
});

describe('the request template of an HTTP integration', () => {
  it('sees the headers that recorded templates see', async () => {
    const { body } = recorded('HTTP', 'full-integration');

    const { backend } = await exchange('HTTP', mappings('HTTP'));

    expect(comparable(JSON.parse(backend.body) as Record<string, string>)).toEqual(comparable(body));
  });
});

function filledIn(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replaceAll('<apigw-id:1>', 'api1234567')]),
  );
}
