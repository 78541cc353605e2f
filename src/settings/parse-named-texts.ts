import type { Given } from './option.js';
import { invalidValue, isRecord } from './parsers.js';

/** `name=value`, repeated or a table in hearth.toml: texts by name; a value may hold further `=`. */
export function namedTexts(given: Given): Readonly<Record<string, string>> {
  const pieces = Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw];
  const found: Record<string, string> = {};
  for (const piece of pieces) {
    for (const [name, value] of isRecord(piece) ? Object.entries(piece) : [splitPair(String(piece))]) {
      if (name === '') throw invalidValue({ ...given, raw: piece }, 'Write name=value.');
      found[name] = String(value);
    }
  }
  return found;
}

function splitPair(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? ['', text] : [text.slice(0, equals).trim(), text.slice(equals + 1)];
}
