import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { quantile } from '../frame/spread.js';
import { echoTemplate } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { Hearth } from '../parts/hearth.js';
import { fillRegistry } from '../parts/large-registry.js';
import { serialCalls } from '../parts/measure-calls.js';
import { settledMb } from '../parts/process-figures.js';

const event = echoEvent(1024);

/** What many functions cost: to make them, to keep them, to start with them, and to call one beside them. */
export const registry: Bench = {
  name: 'registry',
  about:
    'the Lambda API with 1,000 functions of 10 versions: calls a second while they are made, memory, start-up, and the latency of one function beside them; against a Hearth with that one function',
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const size = { functions: run.quick ? 200 : 1000, versions: 10 };
  const filledFolder = await dataFolder(run);
  const filling = await start(run, filledFolder);
  const emptyMb = await settledMb(filling.pid, run.signal);
  const { calls, seconds } = await fillRegistry(filling.client, size, run.signal);
  const filledMb = await settledMb(filling.pid, run.signal);
  await filling.stop();

  const starts = await interleave(
    run.quick ? 3 : 7,
    {
      full: () => startUp(run, filledFolder),
      empty: async () => startUp(run, await dataFolder(run)),
    },
    run.signal,
  );
  const [full, single] = [await start(run, filledFolder), await start(run, await dataFolder(run))];
  const p50 = async (hearth: Hearth): Promise<number> =>
    quantile(await serialCalls(() => hearth.invoke('echo', event), run.quick ? 500 : 1500, event.length), 0.5);
  const sides = { full: () => p50(full), single: () => p50(single) };
  await interleave(1, sides, run.signal);
  const latency = await interleave(run.quick ? 5 : 11, sides, run.signal);

  const registered = `${size.functions} functions × ${size.versions} versions`;
  return [
    { what: `${registered}: create, update, publish, 8 callers`, unit: 'calls/s', hearth: [calls / seconds] },
    { what: `${registered}: resident memory on top`, unit: 'MB', hearth: [filledMb - emptyMb] },
    {
      what: `${registered}: start-up on top of an empty registry's`,
      unit: 's',
      hearth: starts.full.map((each, index) => (each - (starts.empty[index] ?? 0)) / 1000),
      bar: { kind: 'value-at-most', limit: 1 },
    },
    {
      what: `${registered}: warm Invoke of another function, p50`,
      unit: 'ms',
      hearth: latency.full,
      other: { name: 'one function', values: latency.single },
      bar: { kind: 'ratio-at-most', limit: 1.05 },
    },
  ];
}

function start(run: BenchRun, folder: string): Promise<Hearth> {
  const template = echoTemplate(['echo']);
  const flags = ['--sandbox-host', 'process', '--data-dir', folder];
  return Hearth.start(run, { command: 'start-lambda', template, flags }).then((hearth) =>
    run.scope.use('Hearth', hearth),
  );
}

/** Milliseconds until it says that it is ready. */
async function startUp(run: BenchRun, folder: string): Promise<number> {
  const hearth = await start(run, folder);
  await hearth.stop();
  return hearth.readyMs;
}

async function dataFolder(run: BenchRun): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-bench-data-'));
  run.scope.defer('a data folder', () => rm(folder, { recursive: true, force: true }));
  return folder;
}
