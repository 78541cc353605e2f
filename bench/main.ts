// npm run bench [-- name… --quick --json FILE --list]: measures, prints the table, and ends with 1 when a bar is missed.
import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf, randomHex } from '../src/base/index.js';
import { benches } from './benches/list.js';
import { machineFacts } from './frame/machine-facts.js';
import { reportTable } from './frame/report.js';
import { runBenches } from './frame/run-benches.js';
import { writeResults } from './frame/write-results.js';
import { DockerEngine } from './parts/docker-engine.js';
import { runLabel } from './parts/run-label.js';

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      json: { type: 'string' },
      list: { type: 'boolean' },
      readme: { type: 'boolean' },
    },
  });
  if (values.list === true) {
    for (const { name, about } of benches) say(`${name.padEnd(12)} ${about}`);
    return 0;
  }
  const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    say(`Unknown bench: "${unknown}". There are: ${benches.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

  const programs = path.dirname(fileURLToPath(import.meta.url));
  const runId = randomHex(8);
  const interruption = new AbortController();
  setMaxListeners(0, interruption.signal);
  const interrupt = (): void => {
    interruption.abort(new Error('Interrupted.'));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

  const machine = await machineFacts();
  say(
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join('\n'),
  );
  try {
    const result = await runBenches(chosen, {
      signal: interruption.signal,
      quick: values.quick ?? false,
      runId,
      hearthCommand: path.join(programs, 'dist/cli.js'),
      programs,
      say,
    });
    say(`\n${reportTable(result.findings)}`);
    for (const line of result.leftOut) say(`Left out: ${line}`);
    for (const line of result.broken) say(`Broken: ${line}`);
    if (values.readme === true) await writeResults(machine, result);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, ...result }, null, 2)}\n`);
    return result.broken.length > 0 || result.findings.some(({ verdict }) => verdict === 'miss') ? 1 : 0;
  } catch (error) {
    say(messageOf(error));
    return 130;
  } finally {
    await new DockerEngine().removeWithLabel(runLabel(runId)).catch(() => undefined);
  }
}
