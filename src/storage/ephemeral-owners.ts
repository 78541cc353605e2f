import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { identifyProcess, randomHex } from '../base/index.js';
import { type DataFolderOwner, ownerRuns, parseOwner } from './data-folder-owner.js';

const fileName = /^ephemeral-(\d+)-[0-9a-f]+\.json$/;

/** Tells others how to reach a Hearth that does not claim the data folder, until it is disposed. The folder must be there. */
export async function publishEphemeral(
  dataFolder: string,
  details: Readonly<Record<string, string>>,
): Promise<AsyncDisposable> {
  const self: DataFolderOwner = {
    ...((await identifyProcess(process.pid)) ?? { pid: process.pid }),
    hostName: hostname(),
    details,
  };
  const file = path.join(dataFolder, `ephemeral-${process.pid}-${randomHex(4)}.json`);
  await writeFile(`${file}.draft`, JSON.stringify(self));
  await rename(`${file}.draft`, file);
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}

/** The running Hearths that have published themselves so, in no order; what dead ones left is removed. */
export async function ephemeralOwners(dataFolder: string): Promise<readonly DataFolderOwner[]> {
  const names = await readdir(dataFolder).catch((): string[] => []);
  const owners = await Promise.all(
    names.filter((name) => fileName.test(name)).map((name) => livingOwner(path.join(dataFolder, name))),
  );
  return owners.filter((owner) => owner !== undefined);
}

async function livingOwner(file: string): Promise<DataFolderOwner | undefined> {
  const owner = parseOwner(await readFile(file, 'utf8').catch(() => undefined));
  if (owner === undefined) return undefined;
  if (await ownerRuns(owner)) return owner;
  // Of another machine nobody knows; of this one it is dead.
  if (owner.hostName === hostname()) await rm(file, { force: true });
  return undefined;
}
