import { ExactNumber } from '../../base/index.js';

/** A double as Java writes it: never without a point. */
export function double(value: number): number | ExactNumber {
  return Number.isInteger(value) ? new ExactNumber(value, `${value}.0`) : value;
}

/** Stands before the digits of numbers while they are text. */
const marker = '\uE000';

/** The value of a JSON text, numbers exact; throws when it is none. */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (/\uE000|\\ue000/i.test(text)) return value;
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || isKept(token) ? token : `"${marker}${token}"`,
  );
  if (marked === text) return value;
  return JSON.parse(marked, (_, one: unknown) =>
    typeof one === 'string' && one.startsWith(marker) ? exactNumber(one.slice(1)) : one,
  ) as unknown;
}

function isKept(digits: string): boolean {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) ? Number.isSafeInteger(value) : !Number.isInteger(value);
}

function exactNumber(digits: string): number | ExactNumber {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) ? new ExactNumber(value, digits) : double(value);
}

/** JSON text of a value that `parseExactJson` made. */
export function exactJsonText(value: unknown): string {
  if (value instanceof ExactNumber) return value.toString();
  if (Array.isArray(value)) return `[${value.map(exactJsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries: [string, unknown][] =
    value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  const written = entries.filter(([, one]) => one !== undefined && typeof one !== 'function');
  return `{${written.map(([key, one]) => `${JSON.stringify(key)}:${exactJsonText(one)}`).join(',')}}`;
}
