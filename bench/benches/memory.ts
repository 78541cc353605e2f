import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { DockerEngine } from '../parts/docker-engine.js';
import { echoTemplate } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { Hearth } from '../parts/hearth.js';
import { needsContainers } from '../parts/needs-containers.js';
import { settledMb } from '../parts/process-figures.js';

const MB = 1024 * 1024;

/** What waiting costs. */
export const memory: Bench = {
  name: 'memory',
  about: 'resident memory of Hearth, idle with what it prepares by default, and per idle sandbox',
  obstacle: needsContainers,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const many = run.quick ? 8 : 32;
  const start = {
    command: 'start-api',
    template: echoTemplate(['echo']),
    flags: ['--sandbox-host', 'docker'],
  } as const;
  const hearth = run.scope.use('Hearth', await Hearth.start(run, start));
  const untouched = await settledMb(hearth.pid, run.signal);

  await hearth.invoke('echo', echoEvent(1024));
  const withOne = await settledMb(hearth.pid, run.signal);
  await hearth.grow('echo', many);
  const withMany = await settledMb(hearth.pid, run.signal);

  const engine = new DockerEngine();
  const sandboxes = (await engine.withLabel(hearth.label)).filter(
    ({ Names, State }) => State === 'running' && Names.some((name) => name.startsWith('/hearth-echo-')),
  );
  const containers = await Promise.all(sandboxes.map(async ({ Id }) => (await engine.memoryOf(Id)) / MB));
  return [
    { what: 'Hearth, started, no call yet', unit: 'MB', hearth: [untouched] },
    { what: 'Hearth, idle, one sandbox', unit: 'MB', hearth: [withOne], bar: { kind: 'value-at-most', limit: 100 } },
    { what: `Hearth, idle, ${many} sandboxes`, unit: 'MB', hearth: [withMany] },
    { what: 'Hearth, per idle sandbox', unit: 'MB', hearth: [(withMany - withOne) / (many - 1)] },
    { what: 'container of an idle nodejs22.x sandbox', unit: 'MB', hearth: containers },
  ];
}
