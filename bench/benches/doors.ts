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
  about: `a 1 KB POST through an HTTP API and a REST API, one caller and ${callers} keep-alive callers; against Invoke of the same function with the very event that the door makes`,
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
  const eventAt = (door: string): Promise<Buffer> => postTo(client, `/${door}-event`, body);
  const events = { http: await eventAt('http'), rest: await eventAt('rest') };
  const answer = await hearth.invoke('echo', events.http);

  const sides = {
    'Invoke, http': side(run, () => hearth.invoke('echo', events.http), answer.length),
    http: side(run, () => postTo(client, '/http', body), body.length),
    'Invoke, rest': side(run, () => hearth.invoke('echo', events.rest), answer.length),
    rest: side(run, () => postTo(client, '/rest', body), body.length),
  };
  await interleave(1, sides, run.signal);
  const rounds = await interleave(run.quick ? 3 : 9, sides, run.signal);
  return (['http', 'rest'] as const).flatMap((door): readonly Finding[] => [
    {
      what: `${door} API, p50 added to Invoke`,
      unit: 'ms',
      hearth: rounds[door].map(({ p50 }, round) => p50 - (rounds[`Invoke, ${door}`][round]?.p50 ?? Number.NaN)),
      bar: { kind: 'value-at-most', limit: 0.25 },
    },
    {
      what: `${door} API, ${callers} callers`,
      unit: 'calls/s',
      hearth: rounds[door].map(({ rate }) => rate),
      other: { name: 'Invoke', values: rounds[`Invoke, ${door}`].map(({ rate }) => rate) },
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
