import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { quantile } from '../frame/spread.js';
import { doorTemplate } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { Hearth } from '../parts/hearth.js';
import { HttpClient } from '../parts/http-client.js';
import { type Call, callsPerSecond, serialCalls } from '../parts/measure-calls.js';
import { postTo } from '../parts/post-to.js';

const callers = 64;

interface Round {
  readonly p50: number;
  readonly rate: number;
}

/** What a door adds to an invocation. */
export const doors: Bench = {
  name: 'doors',
  about: `a 1 KB POST through an HTTP API and a REST API, one caller and ${callers} keep-alive callers; against Invoke of the same function with the same event`,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const template = doorTemplate('echo', 'nodejs20.x');
  const flags = ['--sandbox-host', 'process'];
  const hearth = run.scope.use('Hearth', await Hearth.start(run, { command: 'start-api', template, flags }));
  const client = new HttpClient(hearth.apiUrl, callers);
  run.scope.defer('connections', () => {
    client[Symbol.dispose]();
  });
  const body = echoEvent(1024);
  const event = eventWith(body);
  const answer = await hearth.invoke('echo', event);

  const sides = {
    invoke: side(run, () => hearth.invoke('echo', event), answer.length),
    http: side(run, () => postTo(client, '/http', body), body.length),
    rest: side(run, () => postTo(client, '/rest', body), body.length),
  };
  await interleave(1, sides, run.signal);
  const rounds = await interleave(run.quick ? 3 : 9, sides, run.signal);
  return (['http', 'rest'] as const).flatMap((door): readonly Finding[] => [
    {
      what: `${door} API, p50 added to Invoke`,
      unit: 'ms',
      hearth: rounds[door].map(({ p50 }, round) => p50 - (rounds.invoke[round]?.p50 ?? Number.NaN)),
      bar: { kind: 'value-at-most', limit: 0.25 },
    },
    {
      what: `${door} API, ${callers} callers`,
      unit: 'calls/s',
      hearth: rounds[door].map(({ rate }) => rate),
      other: { name: 'Invoke', values: rounds.invoke.map(({ rate }) => rate) },
      bar: { kind: 'ratio-at-least', limit: 0.8 },
    },
  ]);
}

function side(run: BenchRun, call: Call, bytes: number): () => Promise<Round> {
  return async () => {
    await serialCalls(call, 100, bytes);
    const p50 = quantile(await serialCalls(call, run.quick ? 300 : 1000, bytes), 0.5);
    await callsPerSecond(call, callers, 500);
    return { p50, rate: await callsPerSecond(call, callers, run.quick ? 1000 : 2000) };
  };
}

/** What a function behind an HTTP API gets for this body, as long as the door's own. */
function eventWith(body: Buffer): Buffer {
  const headers = { host: '127.0.0.1:3000', 'content-type': 'application/json', 'x-forwarded-for': '127.0.0.1' };
  const http = { method: 'POST', path: '/http', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' };
  const requestContext = {
    accountId: '000000000000',
    apiId: 'abcdefghij',
    http,
    routeKey: 'POST /http',
    stage: '$default',
  };
  const event = {
    version: '2.0',
    routeKey: 'POST /http',
    rawPath: '/http',
    headers,
    requestContext,
    body: body.toString(),
  };
  return Buffer.from(JSON.stringify({ ...event, isBase64Encoded: false }));
}
