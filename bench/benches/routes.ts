import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { routesTemplate } from '../parts/bench-function.js';
import { Hearth, type HearthStart } from '../parts/hearth.js';
import { LoadedModules, type StartCost } from '../parts/loaded-modules.js';
import { needsContainers } from '../parts/needs-containers.js';
import { cpuMicroseconds } from '../parts/process-figures.js';

const size = { functions: 20, routes: 200 };

/** How long `start-api` takes on a large template. */
export const routes: Bench = {
  name: 'routes',
  about: `start-api on a template with ${size.routes} routes and ${size.functions} functions: command → ready, and CPU until then; against a Node that only imports the modules which that Hearth has imported by then`,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const withDocker = (await needsContainers()) === undefined;
  const findings: Finding[] = [];
  for (const host of withDocker ? ['process', 'docker'] : ['process']) findings.push(...(await measureOn(host, run)));
  return findings;
}

async function measureOn(host: string, run: BenchRun): Promise<readonly Finding[]> {
  const start: HearthStart = {
    command: 'start-api',
    template: routesTemplate(size),
    flags: ['--sandbox-host', host],
  };
  const modules = await LoadedModules.record(run, start);
  const sides = { hearth: () => startUp(run, start), floor: () => modules.load() };
  await interleave(1, sides, run.signal);
  const costs = await interleave(run.quick ? 5 : 15, sides, run.signal);
  const finding = (what: string, key: keyof StartCost): Finding => ({
    what: `${host} host: ${what}`,
    unit: 'ms',
    hearth: costs.hearth.map((cost) => cost[key]),
    other: { name: 'Node, importing its modules', values: costs.floor.map((cost) => cost[key]) },
  });
  return [
    { ...finding('command → ready', 'readyMs'), bar: { kind: 'ratio-at-most', limit: 1.5 } },
    finding('CPU until ready', 'cpuMs'),
  ];
}

async function startUp(run: BenchRun, start: HearthStart): Promise<StartCost> {
  await using hearth = await Hearth.start(run, start);
  return { readyMs: hearth.readyMs, cpuMs: (await cpuMicroseconds(hearth.pid)) / 1000 };
}
