import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of Hearth's own `package.json`, wherever the package is installed: `runtime-images/` and the data files lie below it. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The package.json of lambda-hearth was not found above its own code.');
    folder = parent;
  }
  return folder;
}
