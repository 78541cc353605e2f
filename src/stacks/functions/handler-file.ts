import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RuntimeFamily, StackCode } from '../../model/index.js';

const endings: Partial<Readonly<Record<RuntimeFamily, readonly string[]>>> = {
  nodejs: ['.js', '.mjs', '.cjs'],
  python: ['.py', '/__init__.py'],
  ruby: ['.rb'],
};

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
  const candidates = endings[family];
  if (code.kind !== 'folder' || candidates === undefined || handler.startsWith('/') || handler.includes('::'))
    return undefined;
  const lastSlash = handler.lastIndexOf('/');
  const dot = family === 'nodejs' ? handler.indexOf('.', lastSlash + 1) : handler.lastIndexOf('.');
  if (dot === -1) {
    return `its handler "${handler}" names no function. Write the file, a dot and the function, such as "${handler}.handler".`;
  }
  const module = handler.slice(0, dot);
  const file = family === 'python' ? module.replaceAll('.', '/') : module;
  if (candidates.some((ending) => existsSync(path.join(code.path, `${file}${ending}`)))) return undefined;
  const names = candidates.map((ending) => `"${file}${ending}"`).join(' or ');
  const needs = `its handler "${handler}" needs the file ${names} in "${code.path}".`;
  const isThere = (ending: string): boolean => existsSync(path.join(code.path, `${file}${ending}`));
  const source = family === 'nodejs' ? sources.find(isThere) : undefined;
  if (source === undefined) return hasLayers ? undefined : needs;
  return `${needs} "${file}${source}" has to be built: run "sam build" or "serverless package", or give your own command to --build.`;
}
