import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, tomlLibrary, UserError, yamlLibrary } from '../base/index.js';
import type { Given } from './option.js';
import { invalidValue, isRecord } from './parsers.js';

/**
 * `--parameter-overrides` in both of SAM's ways of writing (`Name=value …` and `ParameterKey=Name,ParameterValue=value …`), a
 * file of them (`file://params.json`, YAML and TOML too; an object, or CloudFormation's list of pairs), or a table in hearth.toml.
 */
export function parameters(given: Given): Readonly<Record<string, string>> {
  const pieces = Array.isArray(given.raw) ? (given.raw as readonly unknown[]) : [given.raw];
  const found: Record<string, string> = {};
  for (const piece of pieces) {
    if (typeof piece === 'string') Object.assign(found, fromText(piece.trim(), given, Array.isArray(given.raw)));
    else Object.assign(found, fromData(piece, given));
  }
  return found;
}

/** `isWord`: the shell, or a list, has already taken words apart, so that a word without `=` goes on with the one before. */
function fromText(text: string, given: Given, isWord = false): Record<string, string> {
  if (text.startsWith('file://')) return fromFile(path.resolve(given.folder, text.slice('file://'.length)), given);
  if (/^[[{]/.test(text)) return fromData(parseJson(text, given), given);
  const found: Record<string, string> = {};
  for (const word of isWord && hasOnePair(text) ? [unquoted(text)] : splitWords(text)) {
    const pair = pairOf(word);
    if (pair === undefined) {
      throw invalidValue({ ...given, raw: word }, 'Write Name=value or ParameterKey=Name,ParameterValue=value.');
    }
    found[pair[0]] = pair[1];
  }
  return found;
}

/** `Name=two words`, whose quotes the shell has taken. */
function hasOnePair(text: string): boolean {
  return splitWords(text).filter((word) => pairOf(word) !== undefined).length === 1 && pairOf(text) !== undefined;
}

function unquoted(text: string): string {
  return splitWords(text).length === 1 ? (splitWords(text)[0] ?? text) : text;
}

function parseJson(text: string, given: Given): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw invalidValue({ ...given, raw: text }, `It is not JSON (${messageOf(error)}). Correct it.`);
  }
}

/** Words by spaces; quotes hold a word together and are dropped, a backslash keeps the next character. */
function splitWords(text: string): string[] {
  const words = text.match(/(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'\\])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(
      /\\(.)|"((?:\\.|[^"\\])*)"|'([^']*)'/g,
      (_, escaped?: string, double?: string, single?: string) =>
        escaped ?? double?.replaceAll(/\\(.)/g, '$1') ?? single ?? '',
    ),
  );
}

function pairOf(word: string): [string, string] | undefined {
  const long = /^ParameterKey=([^,]+),ParameterValue=(.*)$/s.exec(word);
  const short = long ?? /^([A-Za-z0-9]+)=(.*)$/s.exec(word);
  return short?.[1] === undefined || short[2] === undefined ? undefined : [short[1], short[2]];
}

function fromFile(file: string, given: Given): Record<string, string> {
  let data: unknown;
  try {
    const text = readFileSync(file, 'utf8');
    data = path.extname(file) === '.toml' ? tomlLibrary().parse(text) : yamlLibrary().parse(text);
  } catch (error) {
    throw new UserError(`The file "${file}" of ${given.name} cannot be read: ${messageOf(error)}. Correct it.`, {
      cause: error,
    });
  }
  return fromData(data, given);
}

function fromData(data: unknown, given: Given): Record<string, string> {
  if (Array.isArray(data))
    return Object.assign({}, ...data.map((entry) => fromData(entry, given))) as Record<string, string>;
  if (typeof data === 'string') return fromText(data, given);
  if (!isRecord(data)) throw invalidValue({ ...given, raw: data }, 'Write an object of parameter names and values.');
  if ('ParameterKey' in data && 'ParameterValue' in data) {
    return { [String(data['ParameterKey'])]: scalar(data['ParameterValue']) };
  }
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, scalar(value)]));
}

function scalar(value: unknown): string {
  if (Array.isArray(value)) return value.map(scalar).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
