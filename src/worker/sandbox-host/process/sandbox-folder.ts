import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ProcessIdentity } from './process/process-identity.js';

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

/** Makes the folder of one sandbox, readable by this user only. */
export async function makeSandboxFolder(root: string, id: string, record: SandboxRecord): Promise<SandboxFolder> {
  const folder = path.join(root, id);
  const temporaryFolder = path.join(folder, 'tmp');
  const runtimeFolder = path.join(folder, 'runtime');
  await mkdir(root, { recursive: true, mode: 0o700 });
  await mkdir(folder, { mode: 0o700 });
  await writeRecord(folder, record);
  await mkdir(temporaryFolder);
  await mkdir(runtimeFolder);
  return { folder, temporaryFolder, runtimeFolder };
}

/** Replaces the record as a whole, so that no half of it is ever read. */
export async function writeRecord(folder: string, record: SandboxRecord): Promise<void> {
  const file = path.join(folder, recordName);
  await writeFile(`${file}.new`, JSON.stringify(record));
  await rename(`${file}.new`, file);
}

export async function removeSandboxFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
