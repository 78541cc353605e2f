import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { quantile } from '../frame/spread.js';
import { plainEcho } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { callsUntilCompiled, serialCalls } from '../parts/measure-calls.js';
import { needsContainers } from '../parts/needs-containers.js';
import { cpuMicroseconds } from '../parts/process-figures.js';
import { sideBySide } from '../parts/side-by-side.js';

const event = echoEvent(1024);
const floor = 'node:http loop';

interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
}

/** A warm 1 KB echo through `Invoke`, one sandbox, one caller. */
export const warm: Bench = {
  name: 'warm',
  about:
    'warm Invoke of a 1 KB echo in one sandbox: latency, and CPU of the Hearth process; against a minimal node:http Runtime API loop',
  obstacle: needsContainers,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const { hearth, loop } = await sideBySide(run);
  await Promise.all([loop.grow(plainEcho, 1), hearth.grow('echo', 1)]);
  if (!run.quick) {
    await serialCalls(() => hearth.invoke('echo', event), callsUntilCompiled, event.length);
    await serialCalls(() => loop.invoke(event), callsUntilCompiled, event.length);
  }
  const calls = run.quick ? 1000 : 2000;

  const round = async (pid: number, call: () => Promise<Buffer>): Promise<Round> => {
    await serialCalls(call, 200, event.length);
    const cpuBefore = await cpuMicroseconds(pid);
    const durations = await serialCalls(call, calls, event.length);
    const cpu = ((await cpuMicroseconds(pid)) - cpuBefore) / calls;
    return { p50: quantile(durations, 0.5), p99: quantile(durations, 0.99), cpu };
  };
  const sides = {
    hearth: () => round(hearth.pid, () => hearth.invoke('echo', event)),
    floor: () => round(loop.pid, () => loop.invoke(event)),
  };
  await interleave(1, sides, run.signal);
  const rounds = await interleave(run.quick ? 5 : 11, sides, run.signal);

  const finding = (what: string, figure: keyof Round, unit: 'ms' | 'µs', limit: number): Finding => ({
    what,
    unit,
    hearth: rounds.hearth.map((each) => each[figure]),
    other: { name: floor, values: rounds.floor.map((each) => each[figure]) },
    bar: { kind: 'ratio-at-most', limit },
  });
  return [
    finding('1 KB, 1 sandbox, p50', 'p50', 'ms', 1.3),
    finding('1 KB, 1 sandbox, p99', 'p99', 'ms', 1.6),
    finding('CPU of the process per call', 'cpu', 'µs', 1.6),
  ];
}
