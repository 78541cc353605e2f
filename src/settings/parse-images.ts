import type { Given } from './option.js';
import { invalidValue, isRecord } from './parsers.js';

/**
 * `--invoke-image`: `reference` for every function, or `name=reference` where the name is a function, a runtime, or a pattern with
 * `*`; JSON or a table in hearth.toml hold the same pairs.
 */
export function imageOverrides(given: Given): Readonly<Record<string, string>> {
  const pieces = Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw];
  const found: Record<string, string> = {};
  for (const piece of pieces) Object.assign(found, pairsOf(parseJsonText(piece), given));
  return found;
}

function parseJsonText(piece: unknown): unknown {
  if (typeof piece !== 'string' || !piece.trim().startsWith('{')) return piece;
  try {
    return JSON.parse(piece) as unknown;
  } catch {
    return piece;
  }
}

function pairsOf(piece: unknown, given: Given): Record<string, string> {
  if (isRecord(piece)) {
    return Object.assign({}, ...Object.entries(piece).map(([name, image]) => pair(name, image, given))) as Record<
      string,
      string
    >;
  }
  if (typeof piece !== 'string') throw wrongImage(piece, given);
  const equals = piece.indexOf('=');
  return equals === -1 ? pair('*', piece, given) : pair(piece.slice(0, equals), piece.slice(equals + 1), given);
}

function pair(name: string, image: unknown, given: Given): Record<string, string> {
  if (typeof image !== 'string' || !/^[\w./:@-]+$/.test(image.trim()) || name.trim() === '') {
    throw wrongImage(`${name}=${String(image)}`, given);
  }
  return { [name.trim()]: image.trim() };
}

function wrongImage(piece: unknown, given: Given): Error {
  return invalidValue({ ...given, raw: piece }, 'Write an image reference, or FunctionOrRuntime=image.');
}
