import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Whether dist/ is absent or older than what it is built from. */
export async function isDistStale() {
  const built = await stat(path.join(root, 'dist/cli.js')).catch(() => undefined);
  if (built === undefined) return true;
  const entries = await readdir(path.join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  for (const file of [...files, path.join(root, 'package.json')]) {
    if ((await stat(file)).mtimeMs > built.mtimeMs) return true;
  }
  return false;
}
