import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding, Unit } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { quantile } from '../frame/spread.js';
import { peerObstacle } from '../peers/peer-obstacle.js';
import { serverlessRecipe, startServerlessOffline } from '../peers/serverless-offline.js';
import { httpTemplate } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { Hearth } from '../parts/hearth.js';
import { HttpClient } from '../parts/http-client.js';
import { callsPerSecond, serialCalls } from '../parts/measure-calls.js';
import { postTo } from '../parts/post-to.js';

const callers = 8;

interface Round {
  readonly cold: number;
  readonly warm: number;
  readonly rate: number;
}

/** Functions as child processes of Hearth, without Docker. */
export const processHost: Bench = {
  name: 'process',
  about:
    'the process host through an HTTP API: cold, warm, throughput; against serverless-offline in worker threads, same function',
  obstacle: (run) => peerObstacle(serverlessRecipe, run.signal),
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const rounds = run.quick ? 3 : 9;
  const coldNames = Array.from({ length: rounds + 1 }, (_unused, round) => `cold-${round}`);
  const names = ['warm', ...coldNames];
  const template = httpTemplate(names, 'nodejs20.x');
  const flags = ['--sandbox-host', 'process'];
  const hearth = run.scope.use('Hearth', await Hearth.start(run, { command: 'start-api', template, flags }));
  const offlineUrl = await startServerlessOffline(run, names);

  const sides = { hearth: side(run, hearth.apiUrl, coldNames), offline: side(run, offlineUrl, coldNames) };
  await interleave(1, sides, run.signal);
  const values = await interleave(rounds, sides, run.signal);
  const finding = (
    what: string,
    unit: Unit,
    figure: keyof Round,
    kind: 'ratio-at-most' | 'ratio-at-least',
  ): Finding => ({
    what,
    unit,
    hearth: values.hearth.map((round) => round[figure]),
    other: { name: 'serverless-offline', values: values.offline.map((round) => round[figure]) },
    bar: { kind, limit: 1 },
  });
  return [
    finding('first call of a function', 'ms', 'cold', 'ratio-at-most'),
    finding('warm 1 KB POST, p50', 'ms', 'warm', 'ratio-at-most'),
    finding(`${callers} callers`, 'calls/s', 'rate', 'ratio-at-least'),
  ];
}

function side(run: BenchRun, url: string, coldNames: readonly string[]): () => Promise<Round> {
  const client = new HttpClient(url, callers);
  run.scope.defer('connections', () => {
    client[Symbol.dispose]();
  });
  const untouched = [...coldNames];
  const body = echoEvent(1024);
  return async () => {
    const startedAt = performance.now();
    await postTo(client, `/${untouched.shift() ?? ''}`, body);
    const cold = performance.now() - startedAt;
    const call = (): Promise<Buffer> => postTo(client, '/warm', body);
    await serialCalls(call, 50, body.length);
    const warm = quantile(await serialCalls(call, run.quick ? 200 : 500, body.length), 0.5);
    await callsPerSecond(call, callers, 300);
    return { cold, warm, rate: await callsPerSecond(call, callers, run.quick ? 700 : 1500) };
  };
}
