import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { invocation } from '../../support/function-version.js';
import { fuzzedRequest, visible } from '../../support/fuzzed-requests.js';
import { exchangeRaw, statusesIn } from '../../support/raw-exchange.js';
import { ServedRuntimeApi } from '../../support/runtime-api-session.js';
import { ScriptedRuntime } from '../../support/scripted-runtime.js';

const { requestId } = invocation();
const base = '/2018-06-01/runtime';

const id = fc.oneof(
  { weight: 3, arbitrary: fc.constant(requestId) },
  fc.constantFrom('', '..', '%00', 'next', requestId.toUpperCase(), `${requestId}%20`, 'x'.repeat(5000)),
  visible(50),
);
const request = fuzzedRequest({
  methods: [...Array.from({ length: 10 }, () => 'POST'), 'GET', 'GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  paths: fc.oneof(
    { weight: 3, arbitrary: id.map((each) => `${base}/invocation/${each}/response`) },
    { weight: 2, arbitrary: id.map((each) => `${base}/invocation/${each}/error`) },
    fc.constantFrom(
      `${base}/invocation/next`,
      `${base}/invocation/next?x=1`,
      `${base}/init/error`,
      `${base}/restore/next`,
      '/2018-06-01/ping',
      '/2020-01-01/extension/register',
      '/2022-07-01/telemetry',
      '/',
      '*',
      `${base}/invocation//response`,
      `${base}/invocation/../init/error`,
    ),
    visible(100).map((each) => `/${each}`),
  ),
  headers: {
    'Lambda-Runtime-Function-Response-Mode': ['streaming', 'Streaming', 'batch', ''],
    'Lambda-Runtime-Function-Error-Type': ['Runtime.Fuzz', 'unhandled', ''],
    'Lambda-Runtime-Invocation-Id': ['attempt-1', 'attempt-0', ''],
    'Content-Type': [
      'application/json',
      'application/vnd.aws.lambda.error.cause+json',
      'application/vnd.awslambda.http-integration-response',
      '',
    ],
    'Lambda-Runtime-Function-XRay-Error-Cause': ['{}', 'x'.repeat(70_000)],
    Trailer: ['Lambda-Runtime-Function-Error-Type'],
  },
  bodies: [
    '{}',
    '"answer"',
    '',
    '{"errorType":"A.B","errorMessage":"c","errorCause":1}',
    '{"errorType":1}',
    'null',
    '[',
    '\u0000'.repeat(20),
  ],
});

/** Runtime contract §1.2, without 500: that is for a runtime whose session is over. */
const declared = new Set([100, 200, 202, 400, 403, 404, 405, 413, 431]);

it('10,000 random and mutated requests get declared answers, and the next runtime finds its listener sound', async () => {
  await using served = await ServedRuntimeApi.open();
  let answered = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 50, maxLength: 50 }), async (batch) => {
      const answers = served.startAnew();
      await Promise.all(
        batch.map(async (sent) => {
          const received = await exchangeRaw(served.port, sent);
          const statuses = statusesIn(received);
          answered += statuses.length;
          if (statuses.every((status) => declared.has(status))) return;
          throw new Error(
            `${JSON.stringify(sent.bytes.toString('latin1'))}\nwas answered\n${JSON.stringify(received)}`,
          );
        }),
      );
      // One event was out at most at any time, so what was accepted cannot be more than what was handed out.
      expect(answers.accepted).toBeLessThanOrEqual(answers.delivered);

      const sound = served.startAnew();
      const runtime = new ScriptedRuntime(`127.0.0.1:${served.port}`);
      await runtime.next();
      expect((await runtime.respond(requestId, '{"sound":true}')).status).toBe(202);
      expect(sound.payloads).toEqual(['{"sound":true}']);
      runtime.die();
    }),
    { numRuns: 200, endOnFailure: true },
  );

  expect(answered).toBeGreaterThan(4000);
});

type State = 'Started' | 'InitError' | 'Running' | 'Answered' | 'Refused';
type Move = readonly [status: number, to: State];

/** What each request is answered in each state, and where it leads (runtime contract §1.2 and §1.4), written down apart from the code. */
const table: Readonly<Record<string, Readonly<Record<State, Move>>>> = {
  next: {
    Started: [200, 'Running'],
    InitError: [403, 'InitError'],
    Running: [200, 'Running'],
    Answered: [200, 'Running'],
    Refused: [200, 'Running'],
  },
  respond: answering([202, 'Answered']),
  'respond in chunks': answering([202, 'Answered']),
  'respond with the attempt’s id': answering([202, 'Answered']),
  fail: answering([202, 'Answered']),
  'respond in an unknown mode': answering([400, 'Refused']),
  'respond cut short': answering([400, 'Refused']),
  'respond with another id': everywhere(400),
  'fail with another id': everywhere(400),
  'respond with another attempt’s id': everywhere(400),
  'report a failed init': { ...everywhere(403), Started: [202, 'InitError'] },
  'ask for what is not there': everywhere(404),
  'ask with the wrong method': everywhere(405),
};

function answering(whenRunning: Move): Readonly<Record<State, Move>> {
  return { ...everywhere(400), Running: whenRunning, Refused: [403, 'Refused'] };
}

function everywhere(status: number): Readonly<Record<State, Move>> {
  return {
    Started: [status, 'Started'],
    InitError: [status, 'InitError'],
    Running: [status, 'Running'],
    Answered: [status, 'Answered'],
    Refused: [status, 'Refused'],
  };
}

const post = (path: string, headers: http.OutgoingHttpHeaders = {}) => ({
  method: 'POST',
  path: `${base}${path}`,
  headers,
});
const requests: Readonly<
  Record<string, { readonly method: string; readonly path: string; readonly headers: http.OutgoingHttpHeaders }>
> = {
  next: { method: 'GET', path: `${base}/invocation/next`, headers: {} },
  respond: post(`/invocation/${requestId}/response`, { 'Content-Length': 2 }),
  'respond in chunks': post(`/invocation/${requestId}/response`),
  'respond with the attempt’s id': post(`/invocation/${requestId}/response`, {
    'Lambda-Runtime-Invocation-Id': 'attempt-1',
  }),
  fail: post(`/invocation/${requestId}/error`),
  'respond in an unknown mode': post(`/invocation/${requestId}/response`, {
    'Lambda-Runtime-Function-Response-Mode': 'batch',
  }),
  'respond with another id': post('/invocation/another/response'),
  'fail with another id': post('/invocation/another/error'),
  'respond with another attempt’s id': post(`/invocation/${requestId}/response`, {
    'Lambda-Runtime-Invocation-Id': 'attempt-0',
  }),
  'report a failed init': post('/init/error'),
  'ask for what is not there': post(`/invocation/${requestId}/answer`),
  'ask with the wrong method': post('/invocation/next'),
};

it('700 runtimes that send 10 requests each in any order are answered by the table of states', async () => {
  await using served = await ServedRuntimeApi.open();
  const send = async (name: string, agent: http.Agent): Promise<number> => {
    const made = requests[name];
    if (made === undefined) return sendCutShort(served.port);
    const sent = http.request({ host: '127.0.0.1', port: served.port, agent, ...made });
    sent.end(made.method === 'POST' ? '{}' : undefined);
    const [response] = (await once(sent, 'response')) as [http.IncomingMessage];
    await text(response);
    return response.statusCode ?? 0;
  };

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(table)), { minLength: 10, maxLength: 10 }),
      async (names) => {
        const answers = served.startAnew();
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        let state: State = 'Started';
        let accepted = 0;
        for (const name of names) {
          const [status, to]: Move = table[name]?.[state] ?? [0, state];
          expect([name, state, await send(name, agent)]).toEqual([name, state, status]);
          if (state === 'Running' && to !== 'Running') accepted += 1;
          state = to;
        }
        agent.destroy();
        expect(answers.accepted).toBe(accepted);
      },
    ),
    { numRuns: 700 },
  );
});

async function sendCutShort(port: number): Promise<number> {
  const head = `POST ${base}/invocation/${requestId}/response HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"cut`;
  return statusesIn(await exchangeRaw(port, { bytes: Buffer.from(head), complete: false }))[0] ?? 0;
}
