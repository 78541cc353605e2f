import { createHash } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { link, readdir, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess, messageOf, randomHex, UserError } from '../base/index.js';
import { makeDataFolder } from './make-data-folder.js';
import { type DataFolderOwner, lockFileOf, ownerRuns, parseOwner, readLock } from './data-folder-owner.js';

export type { DataFolderOwner } from './data-folder-owner.js';

/** Either the folder is ours, until the lock is disposed, or another running Hearth has it. */
export type DataFolderClaim =
  | { readonly acquired: true; readonly lock: DataFolderLock }
  | { readonly acquired: false; readonly heldBy: DataFolderOwner };

export interface DataFolderLock extends AsyncDisposable {
  /** Tells others (`dataFolderOwner`) how to reach this Hearth; replaces what was told before. */
  publish(details: Readonly<Record<string, string>>): void;
}

/**
 * Makes the folder, hides it from git, and claims it for this process. A lock whose owner died never blocks: it is known by
 * process number and process start. Throws a `UserError` when the folder cannot be written.
 */
export async function acquireDataFolder(folder: string): Promise<DataFolderClaim> {
  makeDataFolder(folder);
  const self: DataFolderOwner = {
    ...((await identifyProcess(process.pid)) ?? { pid: process.pid }),
    hostName: hostname(),
    details: {},
  };
  for (;;) {
    if (createLock(folder, self)) break;
    const text = await readLock(folder);
    const heldBy = parseOwner(text);
    if (heldBy !== undefined && (await ownerRuns(heldBy))) return { acquired: false, heldBy };
    if (text !== undefined && (await replaceDeadLock(folder, text, self))) break;
  }
  await removeDrafts(folder, self);
  return { acquired: true, lock: holdLock(folder, self) };
}

/** Written in full under another name first: whoever finds a lock finds its owner in it. */
function createLock(folder: string, owner: DataFolderOwner): boolean {
  const draft = writeDraft(folder, owner);
  try {
    linkSync(draft, lockFileOf(folder));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Without its draft: whoever has the folder now has removed it.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What those left that were killed while they wrote one. One of ours is of another claim of this process. */
async function removeDrafts(folder: string, self: DataFolderOwner): Promise<void> {
  const prefix = `${path.basename(lockFileOf(folder))}.`;
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  await Promise.all(
    drafts.map(async (name) => {
      const draft = path.join(folder, name);
      const owner = parseOwner(await readFile(draft, 'utf8').catch(() => undefined));
      if (owner === undefined || !isSame(owner, self)) await rm(draft, { force: true });
    }),
  );
}

function isSame(one: DataFolderOwner, other: DataFolderOwner): boolean {
  return one.pid === other.pid && one.hostName === other.hostName && one.startedAt === other.startedAt;
}

function writeDraft(folder: string, owner: DataFolderOwner): string {
  const draft = `${lockFileOf(folder)}.${randomHex(6)}`;
  try {
    writeFileSync(draft, JSON.stringify(owner));
    return draft;
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UserError(
      `The data folder "${folder}" cannot be written: ${messageOf(error)}. Free some space there, or pass another one with --data-dir.`,
      { cause: error },
    );
  }
}

/** While another one replaces a dead lock. */
const replacementPauseMs = 5;

/**
 * Puts our lock in the place of a dead one, which is there until then, so that nobody takes the folder for free. One at a time may: whoever
 * has a link that is named after what the dead one wrote, and still finds that in the lock.
 */
async function replaceDeadLock(folder: string, deadText: string, self: DataFolderOwner): Promise<boolean> {
  const draft = writeDraft(folder, self);
  const right = `${lockFileOf(folder)}.${createHash('sha256').update(deadText).digest('hex').slice(0, 12)}`;
  try {
    await link(draft, right);
    try {
      if ((await readLock(folder)) !== deadText) return false;
      await rename(draft, lockFileOf(folder));
      return true;
    } finally {
      await rm(right, { force: true });
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
    const text = await readFile(right, 'utf8').catch(() => undefined);
    const replacing = parseOwner(text);
    const isDead = text !== undefined && (replacing === undefined || !(await ownerRuns(replacing)));
    await (isDead ? rm(right, { force: true }) : sleep(replacementPauseMs));
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

function holdLock(folder: string, self: DataFolderOwner): DataFolderLock {
  return {
    publish(details) {
      // Nothing else gets its turn meanwhile: somebody waits for the doors to be told.
      renameSync(writeDraft(folder, { ...self, details }), lockFileOf(folder));
    },
    async [Symbol.asyncDispose]() {
      const current = parseOwner(await readLock(folder));
      if (current !== undefined && isSame(current, self)) await rm(lockFileOf(folder), { force: true });
    },
  };
}
