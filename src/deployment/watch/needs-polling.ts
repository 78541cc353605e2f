import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { ifPresent } from '../../base/index.js';

/** `auto`: files are polled only where their file system does not tell of changes. */
export type PollingChoice = 'auto' | 'on' | 'off';

/** Answers the number of the file system that holds a path, as Linux's `statfs` gives it; undefined where nothing is there. */
export type FileSystemOf = (place: string) => Promise<number | undefined>;

/** Why a file or folder has to be polled; undefined when it can be watched. What is not there yet counts as what it will lie in. */
export async function reasonToPoll(
  file: string,
  choice: PollingChoice,
  fileSystemOf: FileSystemOf = statedFileSystem,
): Promise<string | undefined> {
  if (choice === 'off') return undefined;
  if (choice === 'on') return '--watch-polling';
  const type = await fileSystemOf(file);
  if (type !== undefined) return silentFileSystem(type);
  const parent = path.dirname(file);
  return parent === file ? undefined : reasonToPoll(parent, choice, fileSystemOf);
}

/** The name of a file system that others change without this machine's kernel seeing it; undefined for all others. */
export function silentFileSystem(type: number): string | undefined {
  return silent.get(type >>> 0);
}

async function statedFileSystem(place: string): Promise<number | undefined> {
  // Other systems number theirs otherwise, and tell of changes in all of them.
  if (process.platform !== 'linux') return 0;
  return (await ifPresent(statfs(place)).catch(() => undefined))?.type;
}

/** Linux's magic numbers (`man 2 statfs`). FUSE is virtiofs too, Docker Desktop's shared folders, sshfs. */
const silent: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
  [0x786f4256, 'vboxsf'],
  [0xbacbacbc, 'vmhgfs'],
  [0x7c7c6673, 'prl_fs'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
]);
