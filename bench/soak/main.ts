// npm run bench:soak [-- --minutes N --seed N --host docker|process]: ends with 1 when something leaked, was lost or went wrong.
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLogger, DisposalStack, messageOf, randomHex } from '../../src/base/index.js';
import { machineFacts } from '../frame/machine-facts.js';
import { judgeSoak } from './judge-soak.js';
import { soakReport } from './soak-report.js';
import { soak } from './soak.js';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, host: { type: 'string' } },
  });
  const minutes = Number(values.minutes ?? 10);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const host = values.host === 'process' ? 'process' : 'docker';
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
  say(`soak: ${minutes} minutes on the ${host} host, seed ${seed}`);
  const programs = path.dirname(fileURLToPath(import.meta.url));
  await using scope = new DisposalStack(createLogger((_level, message) => say(message)));
  try {
    const result = await soak(
      {
        scope,
        signal: interruption.signal,
        quick: false,
        runId: randomHex(8),
        hearthCommand: path.join(programs, 'dist/cli.js'),
        programs,
        say,
      },
      { minutes, seed, host },
    );
    for (const line of soakReport(result)) say(line);
    const failures = judgeSoak(result, minutes);
    for (const failure of failures) say(`FAILED: ${failure}`);
    if (failures.length === 0) say('Nothing was lost, nothing is left.');
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    say(messageOf(error));
    return interruption.signal.aborted ? 130 : 1;
  }
}
