import { setMaxListeners } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchRun } from '../frame/bench.js';
import { DockerEngine } from '../parts/docker-engine.js';
import { Hearth } from '../parts/hearth.js';
import { HttpClient } from '../parts/http-client.js';
import { pollUntil } from '../parts/poll-until.js';
import { accountForEvents, type EventAccount } from './account-for-events.js';
import { callUntil, warmUp } from './callers.js';
import { type Disturbance, disturbUntil } from './disturb.js';
import { embeddedKeeps } from './embedded-ends.js';
import { leftoversOf } from './leftovers.js';
import { Marks } from './marks.js';
import { Random } from './random.js';
import { memorySlope, type Sample, sampleOf, sampleUntil } from './samples.js';
import { soakTemplate } from './soak-template.js';
import { socketsOf } from './sockets-of.js';
import { Tally } from './tally.js';

export interface SoakChoices {
  readonly minutes: number;
  readonly seed: number;
  readonly host: 'docker' | 'process';
}

export interface SoakResult {
  readonly tally: Tally;
  readonly disturbance: Disturbance;
  readonly events: EventAccount;
  readonly slopeMbPerMinute: number;
  /** Idle before the load, each function having been called; at its end; and idle again with every sandbox reaped. */
  readonly before: Sample;
  readonly last: Sample;
  readonly after: Sample;
  /** Each socket of the process, idle again. */
  readonly sockets: readonly string[];
  readonly exitStatus: number | null | undefined;
  readonly leftovers: readonly string[];
  /** What keeps a process alive in which a Hearth was stopped. */
  readonly embeddedKeeps: string | undefined;
}

const callers = 16;
/** AWS retries a failed event after one and after two minutes; a little more for what they take to run. */
const longestDrainMs = 240_000;
const longestRestMs = 120_000;

/** Mixed calls, kills and deployments for so long; then everything has to come to rest and go. */
export async function soak(run: BenchRun, { minutes, seed, host }: SoakChoices): Promise<SoakResult> {
  const engine = new DockerEngine();
  const marks = run.scope.use('the marks', new Marks());
  const marksUrl = await marks.listen(host === 'docker' ? await engine.bridgeAddress() : '127.0.0.1');
  const temporary = await mkdtemp(path.join(tmpdir(), 'hearth-soak-'));
  run.scope.defer('the temporary folder', () => rm(temporary, { recursive: true, force: true }));
  await mkdir(path.join(temporary, 'tmp'));
  // Retries would outlast a short run by minutes.
  const maximumRetryAttempts = minutes < 3 ? 0 : 2;
  const template = (release: number): string => soakTemplate({ marksUrl, release, maximumRetryAttempts });
  const hearth = run.scope.use(
    'Hearth',
    await Hearth.start(run, {
      command: 'start-lambda',
      template: template(0),
      flags: ['--sandbox-host', host, '--keep-alive', '5s', '--network-slots', '2'],
      environment: { TMPDIR: path.join(temporary, 'tmp') },
    }),
  );
  const startedAt = performance.now();
  const client = new HttpClient(hearth.awsUrl, callers * 2);
  const tally = new Tally();
  const accepted = new Map<string, string>();
  const random = new Random(seed);

  const surroundings = { client, random, tally, accepted: (mark: string, id: string) => accepted.set(mark, id) };
  {
    // Of its own, for Hearth keeps its connections for minutes.
    using firstClient = new HttpClient(hearth.awsUrl, callers);
    await warmUp({ ...surroundings, client: firstClient });
  }
  await reaped(hearth, host, run.signal);
  const before = await sampleOf(hearth.pid, startedAt);

  const over = endAfter(minutes * 60_000, run);
  const [, disturbance, samples] = await Promise.all([
    callUntil(over, callers, surroundings),
    disturbUntil(over, {
      hearth,
      engine,
      host,
      random: new Random(seed + 1),
      redeploy: (release) => hearth.rewriteTemplate(template(release)),
    }),
    sampleUntil(over, hearth.pid, startedAt),
  ]);
  run.signal.throwIfAborted();
  const last = await sampleOf(hearth.pid, startedAt);
  client[Symbol.dispose]();

  run.say('The load is over; waiting for the events that are still to run, and for the sandboxes to be reaped.');
  await drained(hearth, run.signal);
  await reaped(hearth, host, run.signal);
  const after = await sampleOf(hearth.pid, startedAt);
  const sockets = await socketsOf(hearth.pid);
  const events = await accountForEvents(accepted, marks, hearth.outputFile);
  const exitStatus = await hearth.stop();
  const usedEngine = host === 'docker' ? engine : undefined;
  const leftovers = await leftoversOf(usedEngine, hearth.label, path.join(temporary, 'tmp'));
  const kept = await embeddedKeeps(run, host, temporary);
  const slopeMbPerMinute = memorySlope(samples);
  return {
    tally,
    disturbance,
    events,
    slopeMbPerMinute,
    before,
    last,
    after,
    sockets,
    exitStatus,
    leftovers,
    embeddedKeeps: kept,
  };
}

/** Of its own, because Node 20 collects a timeout signal that only `AbortSignal.any` refers to. */
function endAfter(durationMs: number, { signal, scope }: BenchRun): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const end = (): void => {
    controller.abort();
  };
  const timer = setTimeout(end, durationMs);
  signal.addEventListener('abort', end, { once: true });
  scope.defer('the end of the load', () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  });
  return controller.signal;
}

async function drained(hearth: Hearth, signal: AbortSignal): Promise<void> {
  const empty = async (): Promise<true | undefined> =>
    (await hearth.client.json<{ depth: number }>('/_hearth/events')).depth === 0 ? true : undefined;
  await pollUntil(empty, { what: 'empty event queue', signal, patienceMs: longestDrainMs, everyMs: 250 });
}

async function reaped(hearth: Hearth, host: SoakChoices['host'], signal: AbortSignal): Promise<void> {
  const none = async (): Promise<true | undefined> => ((await hearth.sandboxes()).length === 0 ? true : undefined);
  await pollUntil(none, { what: 'end of all idle sandboxes', signal, everyMs: 250 });
  if (host === 'docker') await hearth.allGone();
  await atRest(hearth.pid, signal);
}

/**
 * Connections that are kept for the next request, by Hearth and by the engine's client, are closed after five quiet seconds; V8 begins to give
 * back what it has taken under load after eight.
 */
async function atRest(pid: number, signal: AbortSignal): Promise<void> {
  const restMs = 10_000;
  const restlessMb = 1;
  const startedAt = performance.now();
  let resting: Sample | undefined;
  let since = startedAt;
  const rests = async (): Promise<true | undefined> => {
    const sample = await sampleOf(pid, startedAt);
    const movedMb = Math.abs(sample.residentMb - (resting?.residentMb ?? 0));
    if (sample.sockets !== resting?.sockets || movedMb > restlessMb) {
      resting = sample;
      since = performance.now();
    }
    return performance.now() - since > restMs ? true : undefined;
  };
  await pollUntil(rests, { what: 'rest among sockets and memory', signal, patienceMs: longestRestMs, everyMs: 250 });
}
