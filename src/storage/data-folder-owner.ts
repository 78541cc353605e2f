import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { type ProcessIdentity, stillRuns } from '../base/index.js';

/** The Hearth that uses a data folder, as its lock file tells. */
export interface DataFolderOwner extends ProcessIdentity {
  readonly hostName: string;
  /** What the owner published about itself, e.g. the address of its AWS API. */
  readonly details: Readonly<Record<string, string>>;
}

/** The running Hearth that uses `folder`, or undefined when there is none. */
export async function dataFolderOwner(folder: string): Promise<DataFolderOwner | undefined> {
  const owner = parseOwner(await readLock(folder));
  return owner !== undefined && (await ownerRuns(owner)) ? owner : undefined;
}

export function lockFileOf(folder: string): string {
  return path.join(folder, 'hearth.lock');
}

/** The text of the lock file, undefined when there is none. */
export async function readLock(folder: string): Promise<string | undefined> {
  try {
    return await readFile(lockFileOf(folder), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function parseOwner(text: string | undefined): DataFolderOwner | undefined {
  if (text === undefined) return undefined;
  try {
    const owner = JSON.parse(text) as Partial<DataFolderOwner>;
    return typeof owner.pid === 'number' ? { hostName: '', details: {}, ...owner, pid: owner.pid } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Processes of another host name (a container that shares the folder) cannot be looked up; there the database's own lock,
 * which the kernel gives up at the owner's death, keeps a second Hearth out.
 */
export async function ownerRuns(owner: DataFolderOwner): Promise<boolean> {
  return owner.hostName === hostname() && (await stillRuns(owner));
}
