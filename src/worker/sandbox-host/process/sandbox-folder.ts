import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ProcessIdentity } from './process/process-identity.js';
import { unfinishedName } from './unfinished-name.js';

/** What a sandbox's folder says about itself, for a later Hearth that finds it left behind. */
export interface SandboxRecord {
  /** Process numbers mean something on this machine (or in this container) only. */
  readonly machine: string;
  readonly owner: ProcessIdentity;
  readonly runtime?: ProcessIdentity;
}

export const recordName = 'sandbox.json';

/** Where sandboxes live unless a setting says otherwise: short, because paths of Unix sockets below it are limited to 108 bytes. */
export function defaultSandboxesFolder(): string {
  return path.join(os.tmpdir(), `hearth-${os.userInfo().uid}`);
}

export interface SandboxFolder {
  readonly folder: string;
  readonly temporaryFolder: string;
  readonly runtimeFolder: string;
}

/**
 * Makes the folder of one sandbox, readable by this user only. It has its name once it has its record. Somebody waits for it, and a thread
 * of Node's for each of these calls would take longer than they do.
 */
export function makeSandboxFolder(root: string, id: string, record: SandboxRecord): SandboxFolder {
  const folder = path.join(root, id);
  const draft = path.join(root, unfinishedName(id, record.owner.pid));
  mkdirSync(root, { recursive: true, mode: 0o700 });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(path.join(draft, recordName), JSON.stringify(record));
  mkdirSync(path.join(draft, 'tmp'));
  mkdirSync(path.join(draft, 'runtime'));
  renameSync(draft, folder);
  return { folder, temporaryFolder: path.join(folder, 'tmp'), runtimeFolder: path.join(folder, 'runtime') };
}

/** Replaces the record as a whole, so that no half of it is ever read. */
export async function writeRecord(folder: string, record: SandboxRecord): Promise<void> {
  const file = path.join(folder, recordName);
  await writeFile(`${file}.new`, JSON.stringify(record));
  await rename(`${file}.new`, file);
}

/** Gives up its name first: its record may go before the rest of it. */
export async function removeSandboxFolder(folder: string): Promise<void> {
  const removed = path.join(path.dirname(folder), unfinishedName(path.basename(folder), process.pid));
  await rename(folder, removed).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await rm(removed, { recursive: true, force: true, maxRetries: 3 });
}
