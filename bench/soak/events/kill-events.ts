import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchRun } from '../../frame/bench.js';
import { functionFolder } from '../../parts/bench-function.js';
import { DockerEngine } from '../../parts/docker-engine.js';
import { Hearth } from '../../parts/hearth.js';
import { invokePath } from '../../parts/invoke.js';
import { pollUntil } from '../../parts/poll-until.js';
import { Random } from '../random.js';
import { EventReports, fateOf } from './event-reports.js';

export interface KilledEventsChoices {
  readonly events: number;
  readonly kills: number;
  readonly seed: number;
  readonly host: 'docker' | 'process';
}

export interface KilledEvents {
  readonly accepted: number;
  readonly kills: number;
  /** Accepted, and no record of their end ever came. */
  readonly lost: readonly string[];
  /** Told with another condition than the one that their fate asks for. */
  readonly wrong: readonly string[];
  /** Ran more often than their fate asks for: a kill came between a run and the note of it. */
  readonly ranAgain: number;
  /** Told more than once: a kill came between the delivery and the note of it. */
  readonly toldAgain: number;
  /** `undelivered`, or still on their way, in the end. */
  readonly left: number;
  /** Containers, volumes and networks of the killed ones, and of the last one once it has stopped. */
  readonly leftovers: readonly string[];
}

const senders = 8;
/** Retries after 3 and 6 s; and no event may be given up for its age, which is 18 minutes so. */
const timeScale = 20;
const patienceMs = 600_000;

/**
 * A run of so many events through retries and a destination, during which Hearth is killed with SIGKILL so many times, in moments
 * that nothing chooses; then it is left to finish.
 */
export async function killEvents(
  run: BenchRun,
  { events, kills, seed, host }: KilledEventsChoices,
): Promise<KilledEvents> {
  const random = new Random(seed);
  const engine = new DockerEngine();
  const reports = run.scope.use('the reports', new EventReports());
  const template = templateFor(
    await reports.listen(host === 'docker' ? await engine.bridgeAddress() : '127.0.0.1'),
    host,
  );
  const labels: string[] = [];
  const data = await mkdtemp(path.join(tmpdir(), 'hearth-events-'));
  run.scope.defer('the data folder', () => rm(data, { recursive: true, force: true }));
  const start = (): Promise<Hearth> =>
    Hearth.start(run, {
      command: 'start-lambda',
      template,
      flags: [
        '--sandbox-host',
        host,
        '--data-dir',
        data,
        '--time-scale',
        String(timeScale),
        '--event-concurrency',
        '8',
      ],
    });
  const ids = Array.from({ length: events }, (_unused, n) => `${seed}-${n}`);
  const accepted = new Set<string>();

  for (let killed = 0; killed < kills; killed += 1) {
    // Disposed at the end of its life, killed by then or interrupted.
    await using hearth = await start();
    labels.push(hearth.label);
    const share = Math.ceil(ids.length / (kills - killed));
    const sending = sendAll(hearth, ids.splice(0, share), accepted);
    const from = reports.count;
    // Each event that is sent is told of twice at least.
    const begun = random.between(1, share);
    const moment = async (): Promise<true | undefined> => {
      await Promise.resolve();
      return reports.count >= from + begun ? true : undefined;
    };
    await pollUntil(moment, { what: 'events', signal: run.signal, patienceMs, everyMs: random.between(1, 20) });
    process.kill(hearth.pid, 'SIGKILL');
    ids.push(...(await sending));
    if ((killed + 1) % 10 === 0) run.say(`${killed + 1} kills, ${accepted.size} events accepted`);
  }
  const survivor = run.scope.use('Hearth', await start());
  await sendAll(survivor, ids, accepted);
  await idle(survivor, run.signal);
  const left = await leftIn(survivor);
  await survivor.stop();
  const leftovers = host === 'docker' ? await leftInDocker(engine, [...labels, survivor.label]) : [];
  return { ...judge(accepted, reports, kills), left, leftovers };
}

/** Sends all; answers those of which Hearth did not say that it accepted them. */
async function sendAll(hearth: Hearth, ids: readonly string[], accepted: Set<string>): Promise<readonly string[]> {
  const open = [...ids];
  const refused: string[] = [];
  const send = async (): Promise<void> => {
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      const body = Buffer.from(JSON.stringify({ id }));
      const answer = await hearth.client
        .request('POST', invokePath('runs'), body, { 'x-amz-invocation-type': 'Event' })
        .catch(() => undefined);
      if (answer?.status === 202) accepted.add(id);
      else refused.push(id);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  return refused;
}

async function idle(hearth: Hearth, signal: AbortSignal): Promise<void> {
  const empty = async (): Promise<true | undefined> =>
    (await hearth.client.json<{ depth: number }>('/_hearth/events?limit=0').catch(() => ({ depth: 1 }))).depth === 0
      ? true
      : undefined;
  await pollUntil(empty, { what: 'empty event queue', signal, patienceMs, everyMs: 100 });
}

async function leftIn(hearth: Hearth): Promise<number> {
  const { counts } = await hearth.client.json<{ counts: Record<string, number> }>('/_hearth/events?limit=0');
  return Object.entries(counts).reduce((sum, [state, count]) => (state === 'failed' ? sum : sum + count), 0);
}

async function leftInDocker(engine: DockerEngine, labels: readonly string[]): Promise<readonly string[]> {
  const left = await Promise.all(labels.map((label) => engine.everythingWithLabel(label)));
  return left.flat();
}

function judge(
  accepted: ReadonlySet<string>,
  reports: EventReports,
  kills: number,
): Omit<KilledEvents, 'left' | 'leftovers'> {
  const { runs, told } = reports;
  const ids = [...accepted];
  const conditionOf = (id: string): string => (fateOf(id) === 'fails' ? 'RetriesExhausted' : 'Success');
  const runsOf = { succeeds: 1, 'fails-once': 2, fails: 3 };
  return {
    accepted: ids.length,
    kills,
    lost: ids.filter((id) => !told.has(id)),
    wrong: [...told].flatMap(([id, conditions]) =>
      conditions.every((condition) => condition === conditionOf(id)) ? [] : [`${id}: ${conditions.join(', ')}`],
    ),
    ranAgain: ids.filter((id) => (runs.get(id) ?? 0) > runsOf[fateOf(id)]).length,
    toldAgain: ids.filter((id) => (told.get(id)?.length ?? 0) > 1).length,
  };
}

/** The process host runs this machine's own Node, containers the image that all benches run. */
function templateFor(reportUrl: string, host: KilledEventsChoices['host']): string {
  const common = {
    Runtime: host === 'docker' ? 'nodejs22.x' : 'nodejs20.x',
    CodeUri: functionFolder('soak/events'),
    Timeout: 30,
    Environment: { Variables: { REPORT_URL: reportUrl } },
  };
  const destination = { Type: 'Lambda', Destination: { 'Fn::GetAtt': ['Collects', 'Arn'] } };
  const toCollector = { DestinationConfig: { OnSuccess: destination, OnFailure: destination } };
  const type = 'AWS::Serverless::Function';
  return JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Runs: {
        Type: type,
        Properties: { ...common, FunctionName: 'runs', Handler: 'index.run', EventInvokeConfig: toCollector },
      },
      Collects: { Type: type, Properties: { ...common, FunctionName: 'collects', Handler: 'index.collect' } },
    },
  });
}
