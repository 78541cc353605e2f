import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { packageRoot } from '../../src/base/index.js';

/** What AWS answered in one recorded test, by step. */
export type Recording = Readonly<Record<string, unknown>>;

/** Reads the recording of one test, e.g. `recordingOf('test_lambda_api', 'TestLambdaAlias::test_alias_naming')`. */
export function recordingOf(file: string, test: string): Recording {
  const recordings = recordingsIn(file);
  const found = recordings[test];
  if (found === undefined) throw new Error(`There is no recording "${test}" in "${file}".`);
  return found.responses;
}

/** Names of the recorded tests that begin with `prefix`. */
export function recordedTests(file: string, prefix: string): readonly string[] {
  return Object.keys(recordingsIn(file)).filter((test) => test.startsWith(prefix));
}

function recordingsIn(file: string): Readonly<Record<string, { readonly responses: Recording }>> {
  const text = readFileSync(`${packageRoot()}/test/conformance/recordings/${file}.json`, 'utf8');
  return JSON.parse(text) as Readonly<Record<string, { readonly responses: Recording }>>;
}

/**
 * Compares answers with a recording. A numbered placeholder (`<uuid:1>`) stands for one value throughout the test, and two of one kind for
 * two values; those in `known` stand for what is given, the others and `date` for anything.
 */
export class RecordingMatcher {
  readonly #values = new Map<string, string>();

  constructor(
    private readonly recording: Recording,
    known: Readonly<Record<string, string>> = {},
  ) {
    for (const [placeholder, value] of Object.entries(known)) this.#values.set(placeholder, value);
  }

  /** Fails with the path of every difference between `actual` and the recorded step. */
  expectStep(step: string, actual: unknown): void {
    // eslint-disable-next-line jest/no-standalone-expect -- called from test blocks only
    expect(this.differences(step, actual)).toEqual([]);
  }

  differences(step: string, actual: unknown): readonly string[] {
    if (!(step in this.recording)) return [`the recording has no step "${step}"`];
    return this.#compare(actual, this.recording[step], step);
  }

  #compare(actual: unknown, recorded: unknown, path: string): readonly string[] {
    if (Array.isArray(recorded)) return this.#compareLists(actual, recorded, path);
    if (typeof recorded === 'object' && recorded !== null) return this.#compareObjects(actual, recorded, path);
    if (typeof recorded === 'string') return this.#compareText(actual, recorded, path);
    return Object.is(actual, recorded) ? [] : [difference(path, actual, recorded)];
  }

  #compareLists(actual: unknown, recorded: readonly unknown[], path: string): readonly string[] {
    if (!Array.isArray(actual) || actual.length !== recorded.length) return [difference(path, actual, recorded)];
    return recorded.flatMap((item, index) => this.#compare(actual[index], item, `${path}[${index}]`));
  }

  #compareObjects(actual: unknown, recorded: object, path: string): readonly string[] {
    if (typeof actual !== 'object' || actual === null) return [difference(path, actual, recorded)];
    const names = new Set([...Object.keys(recorded), ...Object.keys(actual)]);
    return [...names].flatMap((name) => {
      const at = `${path}.${name}`;
      if (!(name in recorded)) return [`${at}: not recorded, but there is ${shown(Reflect.get(actual, name))}`];
      return this.#compare(Reflect.get(actual, name), Reflect.get(recorded, name), at);
    });
  }

  #compareText(actual: unknown, recorded: string, path: string): readonly string[] {
    if (actual === undefined || actual === null) return [difference(path, actual, recorded)];
    const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
    if (recorded === 'date') return Number.isNaN(Date.parse(text)) ? [difference(path, actual, recorded)] : [];
    if (replacedValues.has(recorded)) return [];
    const placeholders = [...recorded.matchAll(placeholder)].map(([found]) => found);
    const pattern = recorded.split(placeholder).map(escape).join('(.+?)');
    const match = new RegExp(`^${pattern}$`, 's').exec(text);
    if (match === null) return [difference(path, actual, this.#filledIn(recorded))];
    return placeholders.flatMap((name, index) => this.#bind(name, match[index + 1] ?? '', path));
  }

  #bind(name: string, value: string, path: string): readonly string[] {
    const bound = this.#values.get(name);
    if (bound === value || (bound === undefined && kindOf(name) === name)) return [];
    if (bound !== undefined) return [`${path}: ${name} was "${bound}" before and is "${value}" now`];
    const kind = kindOf(name);
    const twin = [...this.#values].find(([other, taken]) => kindOf(other) === kind && taken === value);
    if (twin !== undefined) return [`${path}: ${name} has the value of ${twin[0]}, "${value}"`];
    this.#values.set(name, value);
    return [];
  }

  #filledIn(recorded: string): string {
    return recorded.replace(placeholder, (name) => this.#values.get(name) ?? name);
  }
}

/** Some recordings have a placeholder within one: `<<code-sha-256>:1>`. */
const placeholder = /<<[a-z][a-z0-9-]*>:\d+>|<[a-z][a-z0-9_:()-]*>/g;

/** Words that stand for values which the recording does not keep. */
const replacedValues: ReadonlySet<string> = new Set(['code-sha256', 'datetime', 'timestamp', 'log-result']);

function kindOf(name: string): string {
  return name.replace(/:\d+>$/, '');
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function difference(path: string, actual: unknown, recorded: unknown): string {
  return `${path}: ${shown(actual)} instead of ${shown(recorded)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
