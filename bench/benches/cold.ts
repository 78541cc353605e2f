import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave, type Side } from '../frame/interleave.js';
import { echoTemplate, plainEcho } from '../parts/bench-function.js';
import { coldStarts } from '../parts/cold-starts.js';
import { echoEvent } from '../parts/echo-event.js';
import { Floor } from '../parts/floor.js';
import { Hearth } from '../parts/hearth.js';
import { needsContainers } from '../parts/needs-containers.js';

const floorName = 'docker create + start on the bridge';

/** How a sandbox starts, the flags that lead there, and the bar of that way. */
const ways = [
  { path: 'gate', flags: [], limit: 0.35 },
  { path: 'slot', flags: ['--gates', '0'], limit: 0.6 },
  { path: 'bridge', flags: ['--gates', '0', '--network-slots', '0'], limit: undefined },
] as const;

interface Cold {
  /** From the decision to start until the runtime asks for its first event. */
  readonly firstNext: number;
  /** From the call until its answer. */
  readonly answer: number;
  readonly path: string;
}

/** One start at a time, on a machine that is quiet. */
export const cold: Bench = {
  name: 'cold',
  about:
    'cold start of a nodejs22.x function, by each way of starting; against docker create and start of the same image on the bridge',
  obstacle: needsContainers,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const rounds = run.quick ? 5 : 15;
  const loop = run.scope.use('the floor', await Floor.start(run));
  const measured = Object.fromEntries(
    await Promise.all(ways.map(async (way) => [way.path, await coldHearth(run, way.flags, rounds + 1)] as const)),
  );
  const sides: Readonly<Record<string, Side<Cold>>> = { floor: () => coldFloor(loop), ...measured };
  await interleave(1, sides, run.signal);
  const values = await interleave(rounds, sides, run.signal);

  const floor = values['floor'] ?? [];
  return ways.flatMap(({ path, limit }) => {
    const own = values[path] ?? [];
    const others = [...new Set(own.map((each) => each.path))].filter((each) => each !== path);
    const note = others.length === 0 ? {} : { note: `some starts went another way: ${others.join(', ')}` };
    return [
      {
        what: `create → first next, ${path}`,
        unit: 'ms',
        hearth: own.map(({ firstNext }) => firstNext),
        other: { name: floorName, values: floor.map(({ firstNext }) => firstNext) },
        ...(limit === undefined ? {} : { bar: { kind: 'ratio-at-most', limit } }),
        ...note,
      },
      {
        what: `call → answer, ${path}`,
        unit: 'ms',
        hearth: own.map(({ answer }) => answer),
        other: { name: floorName, values: floor.map(({ answer }) => answer) },
      },
    ] satisfies Finding[];
  });
}

/** A Hearth with a function for every round, each of which is cold when it is called. */
async function coldHearth(run: BenchRun, flags: readonly string[], rounds: number): Promise<() => Promise<Cold>> {
  const names = Array.from({ length: rounds }, (_unused, round) => `cold-${round}`);
  const hearth = run.scope.use(
    'Hearth',
    await Hearth.start(run, {
      command: 'start-lambda',
      template: echoTemplate(['neighbour', ...names]),
      flags: ['--sandbox-host', 'docker', '--log-format', 'json', ...flags],
    }),
  );
  await hearth.invoke('neighbour', echoEvent(1024));
  return async () => {
    const name = names.shift() ?? '';
    await hearth.settled();
    const startedAt = performance.now();
    await hearth.invoke(name, echoEvent(1024));
    const answer = performance.now() - startedAt;
    const start = (await coldStarts(hearth, run.signal, name))[0];
    return { answer, firstNext: start.durationMs, path: start.startPath };
  };
}

async function coldFloor(loop: Floor): Promise<Cold> {
  const { first, ports } = await loop.open(1);
  const startedAt = performance.now();
  await loop.boot(plainEcho, first, ports[0] ?? 0);
  const firstNext = performance.now() - startedAt;
  await loop.invoke(echoEvent(1024));
  const answer = performance.now() - startedAt;
  await loop.clear();
  return { firstNext, answer, path: 'bridge' };
}
