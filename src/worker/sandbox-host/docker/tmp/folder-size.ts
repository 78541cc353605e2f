import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

const BLOCK_BYTES = 512;

/** Bytes that a folder takes on disk, counted no further than `enough`; what vanishes meanwhile counts for nothing. Rejects when the folder itself cannot be read. */
export async function folderBytes(folder: string, enough: number): Promise<number> {
  let bytes = 0;
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined && bytes <= enough; next = pending.pop()) {
    const names = await readdir(next).catch((error: unknown) => {
      if (next === folder) throw error;
      return [];
    });
    for (const name of names) {
      const facts = await lstat(path.join(next, name)).catch(() => undefined);
      if (facts === undefined) continue;
      bytes += facts.blocks * BLOCK_BYTES;
      if (facts.isDirectory()) pending.push(path.join(next, name));
    }
  }
  return bytes;
}
