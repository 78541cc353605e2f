import { appendFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

let invocations = 0;

// Event: {"exit": 1} ends the process after counting, {"hang": true} never answers.
export const handler = async (event) => {
  invocations += 1;
  const file = path.join(tmpdir(), 'invocations');
  await appendFile(file, '.');
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.hang) await new Promise(() => setInterval(() => undefined, 1000));
  return { inThisProcess: invocations, inThisSandbox: (await readFile(file)).length, pid: process.pid };
};
