import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { echoTemplate, plainEcho } from '../parts/bench-function.js';
import { coldStarts } from '../parts/cold-starts.js';
import { Floor } from '../parts/floor.js';
import { Hearth } from '../parts/hearth.js';
import { needsContainers } from '../parts/needs-containers.js';

const calls = 50;

/** Many callers at once, and no sandbox. */
export const burst: Bench = {
  name: 'burst',
  about: `${calls} calls at once of a cold function; against ${calls} starts on the bridge, each call pinned to its own`,
  obstacle: needsContainers,
  measure,
};

async function measure(run: BenchRun): Promise<readonly Finding[]> {
  const loop = run.scope.use('the floor', await Floor.start(run));
  const findings: Finding[] = [];
  for (const { holdMs, limit } of [
    { holdMs: 10, limit: 0.25 },
    { holdMs: 500, limit: 0.45 },
  ]) {
    const event = Buffer.from(JSON.stringify({ holdMs }));
    const started: number[] = [];
    const sides = {
      hearth: async () => {
        const { ms, sandboxes } = await burstOnHearth(run, event);
        started.push(sandboxes);
        return ms;
      },
      floor: () => burstOnFloor(loop, event),
    };
    const rounds = await interleave(run.quick ? 1 : 3, sides, run.signal);
    findings.push({
      what: `${calls} at once, ${holdMs} ms handler`,
      unit: 'ms',
      hearth: rounds.hearth,
      other: { name: `${calls} bridge starts`, values: rounds.floor },
      bar: { kind: 'ratio-at-most', limit },
      note: `Hearth started ${started.join(', ')} sandboxes`,
    });
  }
  return findings;
}

/** A Hearth that has run another function of the same image before, and has had the time to prepare. */
async function burstOnHearth(run: BenchRun, event: Buffer): Promise<{ ms: number; sandboxes: number }> {
  await using hearth = await Hearth.start(run, {
    command: 'start-lambda',
    template: echoTemplate(['neighbour', 'burst']),
    flags: ['--sandbox-host', 'docker', '--log-format', 'json'],
  });
  await hearth.invoke('neighbour', event);
  await hearth.settled();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: calls }, () => hearth.invoke('burst', event)));
  const ms = performance.now() - startedAt;
  await hearth.settled();
  return { ms, sandboxes: (await coldStarts(hearth, run.signal, 'burst')).length };
}

async function burstOnFloor(loop: Floor, event: Buffer): Promise<number> {
  const startedAt = performance.now();
  const booting = await loop.bootAtOnce(plainEcho, calls);
  await Promise.all(booting.flatMap(({ sandbox, ready }) => [ready, loop.invoke(event, sandbox)]));
  const ms = performance.now() - startedAt;
  await loop.clear();
  return ms;
}
