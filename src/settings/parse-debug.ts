import { statSync } from 'node:fs';
import type { Given } from './option.js';
import { filePath, invalidValue, list, text } from './parsers.js';
import type { DebuggedFunction } from './settings.js';

/** `--debug-port`: one or several, from 1 on, because a debugger must know where to attach. */
export function debugPorts(given: Given): readonly number[] {
  const raw = Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw];
  const words = list({ ...given, raw: raw.map((piece) => (typeof piece === 'number' ? String(piece) : piece)) });
  if (words.length === 0) throw invalidValue(given, 'Give a port, such as "5858".');
  return [...new Set(words.map((word) => portOf(word, given)))];
}

/** `--debug-function`: `Function` or `Function=port`, repeatable. */
export function debuggedFunctions(given: Given): readonly DebuggedFunction[] {
  const functions = list(given).map((word): DebuggedFunction => {
    const equals = word.lastIndexOf('=');
    if (equals === -1) return { name: word };
    const name = word.slice(0, equals);
    if (name === '') throw invalidValue({ ...given, raw: word }, 'Write Function or Function=port.');
    return { name, port: portOf(word.slice(equals + 1), given) };
  });
  const names = functions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return functions;
  throw invalidValue({ ...given, raw: twice }, 'It is named twice. Name each function once.');
}

/** `--debugger-path`: a folder that is there. */
export function debuggerFolderPath(given: Given): string {
  const folder = filePath(given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw invalidValue(given, `There is no folder "${folder}". Give the one that holds the debugger's files.`);
}

/** `--debug-args`: words as a shell divides them, quotes kept together. */
export function debugArguments(given: Given): readonly string[] {
  const pieces = (Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw]).map((raw) =>
    text({ ...given, raw }),
  );
  return pieces.flatMap((piece) =>
    [...piece.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2')),
  );
}

function portOf(word: string, given: Given): number {
  const port = Number(word);
  if (/^\d+$/.test(word) && port >= 1 && port <= 65_535) return port;
  throw invalidValue({ ...given, raw: word }, 'A debug port is a whole number from 1 to 65535.');
}
