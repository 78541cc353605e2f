import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { projectNoise } from '../../model/index.js';

/** A hash over paths, sizes and times of the files of a folder; packages and noise are not looked at. */
export async function sourceState(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (place: string): Promise<void> => {
    const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (projectNoise.has(entry.name) || entry.name === 'node_modules') continue;
      const inside = path.join(place, entry.name);
      if (entry.isDirectory()) await visit(inside);
      else if (entry.isFile()) {
        const { size, mtimeMs } = await stat(inside).catch(() => ({ size: 0, mtimeMs: 0 }));
        hash.update(`${path.relative(folder, inside)}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  await visit(folder);
  return hash.digest('hex');
}
