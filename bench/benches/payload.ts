import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { quantile } from '../frame/spread.js';
import { plainEcho } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { serialCalls } from '../parts/measure-calls.js';
import { needsContainers } from '../parts/needs-containers.js';
import { cpuMicroseconds } from '../parts/process-figures.js';
import { sideBySide } from '../parts/side-by-side.js';

const floor = 'node:http loop';

/** The largest event and response that `Invoke` takes: 6 MB. */
const event = echoEvent(6_000_000);

/** The largest payload both ways. */
export const payload: Bench = {
  name: 'payload',
  about: '6 MB both ways through Invoke, one sandbox; against the same loop',
  obstacle: needsContainers,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const { hearth, loop } = await sideBySide(run);
  await Promise.all([loop.grow(plainEcho, 1), hearth.grow('echo', 1)]);

  const calls = 5;
  const round = async (pid: number, call: () => Promise<Buffer>): Promise<{ ms: number; cpu: number }> => {
    const cpuBefore = await cpuMicroseconds(pid);
    const ms = quantile(await serialCalls(call, calls, event.length), 0.5);
    return { ms, cpu: ((await cpuMicroseconds(pid)) - cpuBefore) / calls / 1000 };
  };
  const sides = {
    hearth: () => round(hearth.pid, () => hearth.invoke('echo', event)),
    floor: () => round(loop.pid, () => loop.invoke(event)),
  };
  await interleave(3, sides, run.signal);
  const rounds = await interleave(run.quick ? 5 : 15, sides, run.signal);
  return [
    {
      what: '6 MB both ways, p50',
      unit: 'ms',
      hearth: rounds.hearth.map(({ ms }) => ms),
      other: { name: floor, values: rounds.floor.map(({ ms }) => ms) },
      bar: { kind: 'ratio-at-most', limit: 1.3 },
    },
    {
      what: '6 MB both ways, CPU of the process per call',
      unit: 'ms',
      hearth: rounds.hearth.map(({ cpu }) => cpu),
      other: { name: floor, values: rounds.floor.map(({ cpu }) => cpu) },
    },
  ];
}
