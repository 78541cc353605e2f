import type { Bench, BenchRun } from '../frame/bench.js';
import type { Finding } from '../frame/finding.js';
import { interleave } from '../frame/interleave.js';
import { quantile } from '../frame/spread.js';
import { asynchronousTemplate } from '../parts/bench-function.js';
import { echoEvent } from '../parts/echo-event.js';
import { Hearth } from '../parts/hearth.js';
import { invokePath } from '../parts/invoke.js';
import { callsPerSecond } from '../parts/measure-calls.js';
import { pollUntil } from '../parts/poll-until.js';
import { residentMb, settledMb } from '../parts/process-figures.js';

const sandboxes = 4;
const eventBytes = 1024;
const senders = 16;
/** 50,000 events a minute. */
const wantedMs = 1.2;

/** Asynchronous events, on the process host: nothing but the queue stands between the two sides. */
export const events: Bench = {
  name: 'events',
  about: `asynchronous 1 KB events with ${sandboxes} sandboxes: accepted, written, run and settled; against synchronous calls of the same sandboxes; and memory of a backlog`,
  measure: async (run) => [await drainRate(run), await backlogMemory(run)],
};

async function drainRate(run: BenchRun): Promise<Finding> {
  const hearth = await start(run, sandboxes);
  const count = run.quick ? 2000 : 10_000;
  const event = echoEvent(eventBytes);
  await hearth.grow('echo', sandboxes);
  const drain = async (): Promise<number> => {
    const startedAt = performance.now();
    await acceptAll(hearth, count, event);
    await pollUntil(async () => ((await depth(hearth)) === 0 ? true : undefined), {
      what: 'empty event queue',
      signal: run.signal,
      patienceMs: 300_000,
      everyMs: 50,
    });
    return (count * 1000) / (performance.now() - startedAt);
  };
  const sides = {
    hearth: drain,
    floor: () => callsPerSecond(() => hearth.invoke('echo', event), sandboxes, run.quick ? 1000 : 4000),
  };
  await interleave(1, sides, run.signal);
  const rounds = await interleave(run.quick ? 3 : 5, sides, run.signal);
  await hearth[Symbol.asyncDispose]();
  const perEvent = (rates: readonly number[]): readonly number[] => rates.map((rate) => 1000 / rate);
  const hearthMs = perEvent(rounds.hearth);
  return {
    what: `${count} events through the queue, each`,
    unit: 'ms',
    hearth: hearthMs,
    other: { name: 'synchronous calls', values: perEvent(rounds.floor) },
    // Either will do: a machine that is slow by itself has only the second.
    bar:
      quantile(hearthMs, 0.5) <= wantedMs
        ? { kind: 'value-at-most', limit: wantedMs }
        : { kind: 'ratio-at-most', limit: 1.25 },
    note: '1.2 ms are 50,000 a minute',
  };
}

/** All but one wait: their function holds the first, and takes one at a time. */
async function backlogMemory(run: BenchRun): Promise<Finding> {
  const hearth = await start(run, 1);
  const count = run.quick ? 20_000 : 100_000;
  const held = Buffer.from(JSON.stringify({ holdMs: 50_000, padding: 'x'.repeat(eventBytes) }));
  await hearth.invoke('echo', echoEvent(eventBytes));
  const before = await settledMb(hearth.pid, run.signal);
  await acceptAll(hearth, count, held);
  const after = await settledMb(hearth.pid, run.signal).catch(() => residentMb(hearth.pid));
  const waiting = await depth(hearth);
  if (waiting < count * 0.99) throw new Error(`Only ${waiting} of ${count} events wait.`);
  return {
    what: `memory of ${count} queued events`,
    unit: 'MB',
    hearth: [after - before],
    // What accepting leaves behind for later use costs the same however many wait.
    bar: { kind: 'value-at-most', limit: 30 + (120 * count) / 100_000 },
  };
}

async function start(run: BenchRun, eventConcurrency: number): Promise<Hearth> {
  const flags = ['--sandbox-host', 'process', '--event-concurrency', String(eventConcurrency)];
  const options = { command: 'start-lambda', template: asynchronousTemplate('echo'), flags } as const;
  return run.scope.use('Hearth', await Hearth.start(run, options));
}

async function acceptAll(hearth: Hearth, count: number, event: Buffer): Promise<void> {
  const path = invokePath('echo');
  const accept = async (): Promise<void> => {
    const { status, body } = await hearth.client.request('POST', path, event, { 'x-amz-invocation-type': 'Event' });
    if (status !== 202) throw new Error(`An event was answered ${status}: ${body.toString()}`);
  };
  let left = count;
  const sender = async (): Promise<void> => {
    while ((left -= 1) >= 0) await accept();
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

async function depth(hearth: Hearth): Promise<number> {
  return (await hearth.client.json<{ depth: number }>('/_hearth/events?limit=0')).depth;
}
