// npm run bench:soak [-- --minutes N --seed N --host docker|process] or [-- --events N --kills N]: ends with 1 when something leaked, was lost or went wrong.
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLogger, DisposalStack, messageOf, randomHex } from '../../src/base/index.js';
import { machineFacts } from '../frame/machine-facts.js';
import { eventsReport, judgeEvents } from './events/judge-events.js';
import { type KilledEventsChoices, killEvents } from './events/kill-events.js';
import type { BenchRun } from '../frame/bench.js';
import { judgeSoak } from './judge-soak.js';
import { soakReport } from './soak-report.js';
import { soak, type SoakChoices } from './soak.js';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      minutes: { type: 'string' },
      seed: { type: 'string' },
      host: { type: 'string' },
      events: { type: 'string' },
      kills: { type: 'string' },
    },
  });
  const minutes = Number(values.minutes ?? 10);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const events = Number(values.events ?? 0);
  // Events are killed on the process host unless said otherwise: its starts are quicker.
  const host = (values.host ?? (events > 0 ? 'process' : 'docker')) === 'process' ? 'process' : 'docker';
  const interruption = new AbortController();
  setMaxListeners(0, interruption.signal);
  const interrupt = (): void => {
    interruption.abort(new Error('Interrupted.'));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

  say(
    Object.entries(await machineFacts())
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join('\n'),
  );
  const kills = Number(values.kills ?? 50);
  if (events > 0) say(`soak: ${events} events, ${kills} kills on the ${host} host, seed ${seed}`);
  else say(`soak: ${minutes} minutes on the ${host} host, seed ${seed}`);
  const programs = path.dirname(fileURLToPath(import.meta.url));
  await using scope = new DisposalStack(createLogger((_level, message) => say(message)));
  try {
    const run = {
      scope,
      signal: interruption.signal,
      quick: false,
      runId: randomHex(8),
      hearthCommand: path.join(programs, 'dist/cli.js'),
      programs,
      say,
    };
    const { report, failures } =
      events > 0 ? await soakEvents(run, { events, kills, seed, host }) : await soakCalls(run, { minutes, seed, host });
    for (const line of report) say(line);
    for (const failure of failures) say(`FAILED: ${failure}`);
    if (failures.length === 0) say('Nothing was lost, nothing is left.');
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    say(messageOf(error));
    return interruption.signal.aborted ? 130 : 1;
  }
}

interface Verdict {
  readonly report: readonly string[];
  readonly failures: readonly string[];
}

async function soakCalls(run: BenchRun, choices: SoakChoices): Promise<Verdict> {
  const result = await soak(run, choices);
  return { report: soakReport(result), failures: judgeSoak(result, choices.minutes) };
}

async function soakEvents(run: BenchRun, choices: KilledEventsChoices): Promise<Verdict> {
  const result = await killEvents(run, choices);
  return { report: eventsReport(result), failures: judgeEvents(result, choices.events) };
}
