import { existsSync } from 'node:fs';
import path from 'node:path';
import { handlerFiles, type RuntimeFamily, type StackCode } from '../../model/index.js';

/** What Node.js on Lambda does not run as it is. */
const sources = ['.ts', '.mts', '.cts', '.tsx', '.jsx'];

/**
 * What to tell the user when the file that `handler` names is not in the folder; the runtime itself says so when it is invoked. Where
 * layers may bring the file, only its source says that it is missing.
 */
export function missingHandlerFile(
  handler: string,
  family: RuntimeFamily,
  code: StackCode,
  hasLayers = false,
): string | undefined {
  if (code.kind !== 'folder') return undefined;
  const named = handlerFiles(handler, family);
  if (named === undefined) return undefined;
  if (named === 'no-function') {
    return `its handler "${handler}" names no function. Write the file, a dot and the function, such as "${handler}.handler".`;
  }
  const isThere = (file: string): boolean => existsSync(path.join(code.path, file));
  if (named.files.some(isThere)) return undefined;
  const names = named.files.map((file) => `"${file}"`).join(' or ');
  const needs = `its handler "${handler}" needs the file ${names} in "${code.path}".`;
  const built = family === 'nodejs' ? sources.map((ending) => `${named.stem}${ending}`) : [];
  const source = built.find(isThere);
  if (source === undefined) return hasLayers ? undefined : needs;
  return `${needs} "${source}" has to be built: run "sam build" or "serverless package", or give your own command to --build.`;
}
