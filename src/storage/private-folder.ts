import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { identifyProcess, randomHex } from '../base/index.js';

const folderName = /^ephemeral-(\d+)-([^-]*)-[0-9a-f]+$/;

/** A folder below `dataFolder` for this process alone, which removes it; what dead processes left is removed now. */
export async function makePrivateFolder(dataFolder: string): Promise<string> {
  await removeFoldersOfTheDead(dataFolder);
  const self = await identifyProcess(process.pid);
  const folder = path.join(
    dataFolder,
    `ephemeral-${process.pid}-${self?.startedAt?.replaceAll(/\W/g, '_') ?? ''}-${randomHex(4)}`,
  );
  await mkdir(folder);
  return folder;
}

async function removeFoldersOfTheDead(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    const [, pid, startedAt] = folderName.exec(name) ?? [];
    if (pid === undefined || startedAt === undefined) continue;
    if (!(await isOwnedByLiving(Number(pid), startedAt))) {
      await rm(path.join(dataFolder, name), { recursive: true, force: true });
    }
  }
}

async function isOwnedByLiving(pid: number, startedAt: string): Promise<boolean> {
  const found = await identifyProcess(pid);
  if (found?.startedAt === undefined || startedAt === '') return found !== undefined;
  return found.startedAt.replaceAll(/\W/g, '_') === startedAt;
}
