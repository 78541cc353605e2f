import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../src/base/index.js';
import type { MachineFacts } from './machine-facts.js';
import { reportTable } from './report.js';
import type { RunResult } from './run-benches.js';

/** Puts the table, the machine and the date between the marks of `bench/README.md`. */
export async function writeResults(machine: MachineFacts, { findings, leftOut, broken }: RunResult): Promise<void> {
  const file = path.join(packageRoot(), 'bench/README.md');
  const { date, hearth, node, system, cpu, cores, memoryGib, docker } = machine;
  const notes = findings.flatMap(({ bench, finding: { what, note } }) => {
    return note === undefined ? [] : [`- ${bench}, ${what}: ${note}.`];
  });
  const text = [
    `${date.slice(0, 10)}, Hearth ${hearth}, Node ${node}, ${cores} cores (${cpu}), ${memoryGib} GiB, ${system}, Docker ${docker}.`,
    reportTable(findings),
    [...notes, ...leftOut.map((line) => `- Left out: ${line}.`), ...broken.map((line) => `- Broken: ${line}.`)].join(
      '\n',
    ),
  ];
  const filled = `<!-- results -->\n\n${text.filter(Boolean).join('\n\n')}\n\n<!-- /results -->`;
  const before = await readFile(file, 'utf8');
  await writeFile(
    file,
    before.replace(/<!-- results -->[^]*<!-- \/results -->/, () => filled),
  );
}
