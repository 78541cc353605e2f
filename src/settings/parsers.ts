import path from 'node:path';
import { UserError } from '../base/index.js';
import type { Given } from './option.js';

/** The error that every parser throws: the value in quotes, where it came from, what is allowed instead. */
export function invalidValue({ raw, name }: Given, remedy: string): UserError {
  const shown = typeof raw === 'string' ? raw : JSON.stringify(raw);
  return new UserError(`Invalid value "${shown}" for ${name}. ${remedy}`);
}

export function text(given: Given): string {
  if (typeof given.raw === 'string' && given.raw.trim() !== '') return given.raw.trim();
  throw invalidValue(given, 'Give a text that is not empty.');
}

/** An absolute path; relative ones start at the folder of their source. */
export function filePath(given: Given): string {
  return path.resolve(given.folder, text(given));
}

/** `true` and `false`, and the usual words for them in environment variables. */
export function flag(given: Given): boolean {
  if (typeof given.raw === 'boolean') return given.raw;
  const word = typeof given.raw === 'string' ? given.raw.trim().toLowerCase() : undefined;
  if (word === '1' || word === 'true' || word === 'yes' || word === 'on') return true;
  if (word === '0' || word === 'false' || word === 'no' || word === 'off') return false;
  throw invalidValue(given, 'Use "true" or "false".');
}

export function wholeNumber(minimum: number, maximum: number): (given: Given) => number {
  return (given) => {
    const number = numberOf(given.raw);
    if (Number.isInteger(number) && number >= minimum && number <= maximum) return number;
    throw invalidValue(given, `Use a whole number from ${minimum} to ${maximum}.`);
  };
}

/** By how many times something is to be faster. */
export function factor(given: Given): number {
  const number = numberOf(given.raw);
  if (number >= 0.01 && number <= 100_000) return number;
  throw invalidValue(given, 'Use a number from 0.01 to 100000, such as "60".');
}

/** 0 means any free port. */
export const port = wholeNumber(0, 65_535);

export function oneOf<T extends string>(...choices: readonly T[]): (given: Given) => T {
  return (given) => {
    const word = typeof given.raw === 'string' ? given.raw.trim().toLowerCase() : undefined;
    const found = choices.find((choice) => choice.toLowerCase() === word);
    if (found !== undefined) return found;
    throw invalidValue(given, `Use one of ${choices.map((choice) => `"${choice}"`).join(', ')}.`);
  };
}

/** An organization's id, as AWS Organizations forms it. */
export function organizationId(given: Given): string {
  const id = String(given.raw).trim();
  if (/^o-[a-z0-9]{10,32}$/.test(id)) return id;
  throw invalidValue(given, 'Use an id like "o-a1b2c3d4e5": "o-" and 10 to 32 lower-case letters and digits.');
}

/** Milliseconds from `500ms`, `30s`, `10m`, `1h`; a bare number is seconds. */
export function duration(given: Given): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(String(given.raw).trim().toLowerCase());
  const milliseconds = match === null ? Number.NaN : Number(match[1]) * millisecondsOf(match[2]);
  if (milliseconds <= longestTimerMs) return Math.round(milliseconds);
  throw invalidValue(given, 'Use a number with a unit, such as "500ms", "30s", "10m" or "1h" (24 days at most).');
}

/** Several values: repeated flags, a TOML array, or one text with commas or spaces between. */
export function list(given: Given): readonly string[] {
  const parts = Array.isArray(given.raw) ? given.raw : [given.raw];
  const words: string[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') throw invalidValue(given, 'Give texts, one per value.');
    words.push(...part.split(/[\s,]+/).filter((word) => word !== ''));
  }
  return words;
}

/** Is it a plain object, such as a TOML table or a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Longest delay that a Node timer takes. */
const longestTimerMs = 2 ** 31 - 1;

function millisecondsOf(unit: string | undefined): number {
  switch (unit) {
    case 'ms':
      return 1;
    case 'm':
      return 60_000;
    case 'h':
      return 3_600_000;
    case 's':
    case undefined:
      return 1000;
    default:
      return Number.NaN;
  }
}

function numberOf(raw: unknown): number {
  if (typeof raw === 'number') return raw;
  return typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : Number.NaN;
}
