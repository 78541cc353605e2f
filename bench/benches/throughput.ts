import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { plainEcho } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { callsPerSecond, callsUntilCompiled, serialCalls } from '../parts/measure-calls.js';
import { needsContainers } from '../parts/needs-containers.js';
import { cpuMicroseconds } from '../parts/process-figures.js';
import { sideBySide } from '../parts/side-by-side.js';

const floor = 'node:http loop';

interface Round {
  readonly rate: number;
  readonly cpu: number;
}

/** As many callers as sandboxes, each calling again at once. */
export const throughput: Bench = {
  name: 'throughput',
  about: 'calls a second of a 1 KB echo with 1, 4, 16 and 64 sandboxes; against the same loop',
  obstacle: needsContainers,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const { hearth, loop } = await sideBySide(run);
  const event = echoEvent(1024);
  await hearth.grow('echo', 1);
  await loop.grow(plainEcho, 1);
  if (!run.quick) {
    await serialCalls(() => hearth.invoke('echo', event), callsUntilCompiled, event.length);
    await serialCalls(() => loop.invoke(event), callsUntilCompiled, event.length);
  }
  const findings: Finding[] = [];
  for (const sandboxes of run.quick ? [1, 4, 16] : [1, 4, 16, 64]) {
    const named = sandboxes === 1 ? '1 sandbox' : `${sandboxes} sandboxes`;
    await hearth.grow('echo', sandboxes);
    await loop.grow(plainEcho, sandboxes);

    const round = async (pid: number, call: () => Promise<Buffer>): Promise<Round> => {
      await callsPerSecond(call, sandboxes, 200);
      const cpuBefore = await cpuMicroseconds(pid);
      const durationMs = run.quick ? 700 : 1500;
      const rate = await callsPerSecond(call, sandboxes, durationMs);
      return { rate, cpu: ((await cpuMicroseconds(pid)) - cpuBefore) / ((rate * durationMs) / 1000) };
    };
    const sides = {
      hearth: () => round(hearth.pid, () => hearth.invoke('echo', event)),
      floor: () => round(loop.pid, () => loop.invoke(event)),
    };
    await interleave(1, sides, run.signal);
    const rounds = await interleave(run.quick ? 3 : 7, sides, run.signal);
    findings.push(
      {
        what: named,
        unit: 'calls/s',
        hearth: rounds.hearth.map(({ rate }) => rate),
        other: { name: floor, values: rounds.floor.map(({ rate }) => rate) },
        bar: { kind: 'ratio-at-least', limit: 0.8 },
      },
      {
        what: `${named}, CPU of the process per call`,
        unit: 'µs',
        hearth: rounds.hearth.map(({ cpu }) => cpu),
        other: { name: floor, values: rounds.floor.map(({ cpu }) => cpu) },
      },
    );
  }
  return findings;
}
