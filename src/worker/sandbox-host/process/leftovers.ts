import { readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Clock, identifyProcess, type Logger } from '../../../base/index.js';
import { isRunning } from './process/process-identity.js';
import { killStrays, killWithStrays } from './process/strays.js';
import { recordName, removeSandboxFolder, type SandboxRecord } from './sandbox-folder.js';
import { workerOnUnfinished } from './unfinished-name.js';

const beingMadeMs = 60_000;

/** Ends and removes the sandboxes below `root` whose Hearth is no longer running; never another living one's. */
export async function removeLeftovers(root: string, clock: Clock, logger: Logger): Promise<void> {
  const names = await readdir(root).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const folder = path.join(root, name);
    if (await removeIfLeftOver(folder, clock)) removed += 1;
  }
  if (removed > 0) logger.info(`Removed ${removed} sandboxes that an earlier Hearth left behind.`, { removed });
}

async function removeIfLeftOver(folder: string, clock: Clock): Promise<boolean> {
  if (!(await isUnfinishedOfTheDead(folder)) && !(await endIfLeftOver(folder, clock))) return false;
  await removeSandboxFolder(folder);
  return true;
}

/** Who made or removed it died over it; nothing runs in it. */
async function isUnfinishedOfTheDead(folder: string): Promise<boolean> {
  const worker = workerOnUnfinished(path.basename(folder));
  return worker !== undefined && (await identifyProcess(worker)) === undefined;
}

/** Ends what still runs there; answers false when it is none of a dead Hearth. */
async function endIfLeftOver(folder: string, clock: Clock): Promise<boolean> {
  const record = await readRecord(folder);
  if (record === undefined) {
    const made = await stat(folder).catch(() => undefined);
    // Without a record, another Hearth may just be making it.
    return made !== undefined && clock.now() - made.mtimeMs >= beingMadeMs;
  }
  if (record.machine !== os.hostname() || (await isRunning(record.owner))) return false;
  const runtimeFolder = path.join(folder, 'runtime');
  const { runtime } = record;
  if (runtime !== undefined && (await isRunning(runtime))) await killWithStrays(runtime.pid, runtimeFolder);
  else await killStrays(runtimeFolder);
  return true;
}

async function readRecord(folder: string): Promise<SandboxRecord | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, recordName), 'utf8')) as SandboxRecord;
  } catch {
    return undefined;
  }
}
