import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Copies the content of `source` over that of `target`: folders are united, anything else is replaced. */
export async function mergeFolder(source: string, target: string): Promise<void> {
  await makeRoomForFolder(target);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = path.join(source, entry.name);
    const to = path.join(target, entry.name);
    if (entry.isDirectory()) {
      await mergeFolder(from, to);
    } else if (entry.isSymbolicLink()) {
      await rm(to, { recursive: true, force: true });
      await symlink(await readlink(from), to);
    } else if (entry.isFile()) {
      await rm(to, { recursive: true, force: true });
      await copyFile(from, to, constants.COPYFILE_FICLONE);
    }
  }
}

async function makeRoomForFolder(target: string): Promise<void> {
  const there = await lstat(target).catch(() => undefined);
  if (there?.isDirectory() === true) return;
  if (there !== undefined) await rm(target);
  await mkdir(target, { recursive: true });
}
