import type { Given } from './option.js';
import { invalidValue, isRecord } from './parsers.js';

/** `Name=PORT`, repeated or a table in hearth.toml: ports by name; 0 takes any free one. */
export function namedPorts(given: Given): Readonly<Record<string, number>> {
  const pieces = Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw];
  const found: Record<string, number> = {};
  for (const piece of pieces) {
    const pairs = isRecord(piece)
      ? Object.entries(piece)
      : String(piece)
          .split(/[\s,]+/)
          .map(splitPair);
    for (const [name, port] of pairs) {
      const number = Number(port);
      const isPort = String(port).trim() !== '' && Number.isInteger(number) && number >= 0 && number <= 65_535;
      if (name === '' || !isPort) {
        throw invalidValue({ ...given, raw: piece }, 'Write Name=PORT, with a port from 0 (any free one) to 65535.');
      }
      found[name] = number;
    }
  }
  return found;
}

function splitPair(text: string): readonly [string, string] {
  const equals = text.lastIndexOf('=');
  return equals === -1 ? ['', text] : [text.slice(0, equals).trim(), text.slice(equals + 1)];
}
