import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot, PlatformError } from '../../../base/index.js';

/** The folder with the runtime clients (`node/`, `python/`): beside the sources, or where the build copies it in the package. */
export function clientsFolder(): string {
  const places = ['src/worker/sandbox-host/process/clients', 'dist/process-clients'];
  const found = places.map((place) => path.join(packageRoot(), place)).find((folder) => existsSync(folder));
  if (found === undefined) {
    throw new PlatformError(`The runtime clients are missing in "${packageRoot()}". Install lambda-hearth again.`);
  }
  return found;
}
