import type { Given } from './option.js';
import { invalidValue } from './parsers.js';
import type { BuildSettings } from './settings.js';

/** `--build` alone, `--build "command"` for the whole project, `--build Function=command`; repeatable. */
export function builds(given: Given): BuildSettings {
  const pieces = (Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw]).filter(
    (piece) => piece !== false,
  );
  const byFunction: Record<string, string> = {};
  let command: string | undefined;
  for (const piece of pieces) {
    if (piece === true || piece === 'true') continue;
    if (typeof piece !== 'string' || piece.trim() === '') {
      throw invalidValue({ ...given, raw: piece }, 'Give a command, or Function=command.');
    }
    const [, name, ofFunction] = /^([A-Za-z][\w/-]*)=(.+)$/s.exec(piece) ?? [];
    // `NODE_ENV=production npm run build` sets a variable for its command.
    if (name !== undefined && ofFunction !== undefined && !/^[A-Z0-9_]+$/.test(name))
      byFunction[name] = ofFunction.trim();
    else command = piece.trim();
  }
  return { isOn: pieces.length > 0, byFunction, ...(command !== undefined && { command }) };
}
