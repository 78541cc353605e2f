import { ExactNumber } from '../../../base/index.js';
import { exactJsonText } from '../exact-json.js';

/** A map or list that a template made itself, which prints as Java does; those of JSON print as JSON. */
export class JavaMap extends Map<string, unknown> {}
export class JavaList extends Array<unknown> {}

/** What `#define` keeps: rendered each time it is printed. */
export class Block {
  constructor(readonly render: () => string) {}
}

/** A value as a template prints it; undefined where there is nothing to print. */
export function printed(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (value instanceof JavaMap)
    return `{${[...value].map(([key, one]) => `${key}=${printed(one) ?? 'null'}`).join(', ')}}`;
  if (value instanceof JavaList) return `[${value.map((one) => printed(one) ?? 'null').join(', ')}]`;
  if (value instanceof Block) return value.render();
  return exactJsonText(value);
}

/** Only null and false are false: an empty text, an empty list and 0 are true. */
export function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** Equal as Velocity sees it: values of different types by their text. */
export function areEqual(a: unknown, b: unknown): boolean {
  const none = (value: unknown): boolean => value === undefined || value === null;
  if (none(a) || none(b)) return none(a) && none(b);
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  return a === b || printed(a) === printed(b);
}

export function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** The value of a key, an index or a property; undefined where there is none. */
export function memberOf(target: unknown, key: unknown): unknown {
  if (target instanceof JavaMap) return target.get(printed(key) ?? 'null');
  if (Array.isArray(target)) return target[Number(key)] as unknown;
  if (typeof target !== 'object' || target === null) return undefined;
  const name = printed(key) ?? 'null';
  return Object.hasOwn(target, name) ? (Reflect.get(target, name) as unknown) : undefined;
}

export function setMember(target: unknown, key: unknown, value: unknown): void {
  if (target instanceof JavaMap) target.set(printed(key) ?? 'null', value);
  else if (typeof target === 'object' && target !== null) {
    Object.defineProperty(target, printed(key) ?? 'null', {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

/** Keys and values of a map of either kind. */
export function entriesOf(target: unknown): [string, unknown][] {
  if (target instanceof JavaMap) return [...target];
  return typeof target === 'object' && target !== null ? Object.entries(target) : [];
}
