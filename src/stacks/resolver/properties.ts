import { ExactNumber, UserError } from '../../base/index.js';
import type { Template } from '../template/parse-template.js';
import type { TemplatePath } from '../template/template-part.js';
import type { Resolver } from './resolver.js';
import { numberOf, textOf } from './scalars.js';
import { findUnresolved, noValue, Unresolved } from './unresolved.js';

/** The properties of one resource or event, resolved one by one as they are asked for, so that only what is needed is told. */
export interface Properties {
  /** Resolved; undefined when absent, removed or unresolved. What is unresolved is told; of a list only that element is left out. */
  value(key: string): unknown;
  text(key: string): string | undefined;
  number(key: string): number | undefined;
  flag(key: string): boolean | undefined;
  map(key: string): Readonly<Record<string, unknown>> | undefined;
  texts(key: string): readonly string[] | undefined;
  /** The properties of a map inside, e.g. `Code`, or undefined when it is no map. */
  inside(key: string): Properties | undefined;
  /** The property as written, in the branch that `Fn::If` takes. */
  raw(key: string): unknown;
  /** The names that are there, whatever their values. */
  keys(): readonly string[];
  /** Throws the `UserError` for a property that is wrong. */
  fail(key: string, problem: string): never;
}

export interface PropertiesInput {
  readonly resolver: Pick<Resolver, 'resolve' | 'choose'>;
  readonly template: Template;
  readonly tell: (notice: string) => void;
}

export function readProperties(
  input: PropertiesInput,
  raw: Readonly<Record<string, unknown>>,
  path: TemplatePath,
): Properties {
  const { resolver, template, tell } = input;
  const fail = (key: string, problem: string): never => {
    const place = [...path, key];
    throw new UserError(`${template.locate(place)}: "${place.join('.')}" ${problem}.`);
  };
  const isKnown = (resolved: unknown, place: string): boolean => {
    const unresolved = findUnresolved(resolved);
    if (unresolved !== undefined) tell(`"${place}" is left out: ${unresolved.reason}.`);
    return unresolved === undefined;
  };
  const chosen = (key: string): unknown =>
    Object.hasOwn(raw, key) ? resolver.choose(raw[key], [...path, key]) : undefined;
  const value = (key: string): unknown => {
    if (!Object.hasOwn(raw, key)) return undefined;
    const resolved = resolver.resolve(raw[key], [...path, key]);
    if (resolved === noValue || resolved === null) return undefined;
    const place = [...path, key].join('.');
    if (Array.isArray(resolved)) return resolved.filter((element, index) => isKnown(element, `${place}.${index}`));
    return isKnown(resolved, place) ? resolved : undefined;
  };
  const typed = <T>(key: string, what: string, read: (resolved: unknown) => T | undefined): T | undefined => {
    const resolved = value(key);
    if (resolved === undefined) return undefined;
    return read(resolved) ?? fail(key, `is ${JSON.stringify(resolved)}; it must be ${what}`);
  };
  return {
    value,
    fail,
    keys: () => Object.keys(raw),
    raw: chosen,
    text: (key) => typed(key, 'text', textOf),
    number: (key) => typed(key, 'a number', numberOf),
    flag: (key) => typed(key, 'true or false', flagOf),
    map: (key) => typed(key, 'a map', mapOf),
    texts: (key) => typed(key, 'a list of text', textsOf),
    inside(key) {
      const inner = mapOf(chosen(key));
      return inner && readProperties(input, inner, [...path, key]);
    },
  };
}

export function mapOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isLeaf = value instanceof Unresolved || value instanceof ExactNumber;
  return isLeaf ? undefined : (value as Record<string, unknown>);
}

function flagOf(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
