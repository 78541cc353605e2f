import { ExactNumber } from '../../../base/index.js';
import { double } from '../exact-json.js';
import { areEqual, entriesOf, isNumber, JavaList, JavaMap, memberOf, printed, setMember } from './java-values.js';

type Method<T> = (target: T, args: readonly unknown[]) => unknown;

/** Calls a Java method by its name; undefined when the value has none of that name. */
export function callMethod(target: unknown, name: string, args: readonly unknown[]): unknown {
  if (target === undefined || target === null) return undefined;
  if (typeof target === 'object' && Object.hasOwn(target, name)) {
    const own: unknown = Reflect.get(target, name);
    if (typeof own === 'function') return (own as (...given: readonly unknown[]) => unknown)(...args);
  }
  const common = commonMethods[name];
  if (typeof target === 'string') return (stringMethods[name] ?? common)?.(target as never, args);
  if (Array.isArray(target)) return (listMethods[name] ?? common)?.(target as never, args);
  if (isNumber(target)) return (numberMethods[name] ?? common)?.(target as never, args);
  if (typeof target === 'object') return (mapMethods[name] ?? common)?.(target as never, args);
  return common?.(target as never, args);
}

const text = (value: unknown): string => printed(value) ?? 'null';

/** Java's regular expressions are near enough to ours; one that is not valid here matches nothing. */
function pattern(source: unknown, flags: string): RegExp {
  try {
    return new RegExp(text(source), flags);
  } catch {
    return /(?!)/g;
  }
}

const commonMethods: Readonly<Record<string, Method<never>>> = Object.assign(Object.create(null) as object, {
  toString: (target: unknown) => text(target),
  equals: (target: unknown, [other]: readonly unknown[]) => areEqual(target, other),
});

const stringMethods: Readonly<Record<string, Method<string>>> = Object.assign(Object.create(null) as object, {
  length: (target: string) => target.length,
  isEmpty: (target: string) => target === '',
  contains: (target: string, [part]: readonly unknown[]) => target.includes(text(part)),
  startsWith: (target: string, [part]: readonly unknown[]) => target.startsWith(text(part)),
  endsWith: (target: string, [part]: readonly unknown[]) => target.endsWith(text(part)),
  indexOf: (target: string, [part, from]: readonly unknown[]) => target.indexOf(text(part), Number(from ?? 0)),
  lastIndexOf: (target: string, [part]: readonly unknown[]) => target.lastIndexOf(text(part)),
  charAt: (target: string, [at]: readonly unknown[]) => target.charAt(Number(at)),
  concat: (target: string, [other]: readonly unknown[]) => target + text(other),
  equalsIgnoreCase: (target: string, [other]: readonly unknown[]) => target.toLowerCase() === text(other).toLowerCase(),
  compareTo: (target: string, [other]: readonly unknown[]) =>
    target < text(other) ? -1 : target > text(other) ? 1 : 0,
  matches: (target: string, [regex]: readonly unknown[]) => pattern(`^(?:${text(regex)})$`, '').test(target),
  replace: (target: string, [from, to]: readonly unknown[]) => target.replaceAll(text(from), () => text(to)),
  replaceAll: (target: string, [regex, to]: readonly unknown[]) =>
    target.replace(pattern(regex, 'g'), javaReplacement(to)),
  replaceFirst: (target: string, [regex, to]: readonly unknown[]) =>
    target.replace(pattern(regex, ''), javaReplacement(to)),
  split: (target: string, [regex]: readonly unknown[]) =>
    JavaList.from(withoutEmptyEnd(target.split(pattern(regex, '')))),
  substring: (target: string, [from, to]: readonly unknown[]) =>
    target.slice(Number(from), to === undefined ? undefined : Number(to)),
  toLowerCase: (target: string) => target.toLowerCase(),
  toUpperCase: (target: string) => target.toUpperCase(),
  trim: (target: string) => target.trim(),
  // Static ones, which templates call on any text: `$s.valueOf(1)`.
  join: (_: string, [separator, parts]: readonly unknown[]) =>
    Array.isArray(parts) ? parts.map(text).join(text(separator)) : undefined,
  valueOf: (_: string, [value]: readonly unknown[]) => text(value),
});

/** Java writes `\$` for a dollar sign and `\\` for a backslash. */
function javaReplacement(value: unknown): string {
  return text(value).replace(/\\(.)/gs, (_, sign: string) => (sign === '$' ? '$$' : sign));
}

function withoutEmptyEnd(parts: string[]): string[] {
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

/** Static ones too, which templates call on any number: `#set($Integer = 0)$Integer.parseInt("7")`. */
const numberMethods: Readonly<Record<string, Method<number | ExactNumber>>> = Object.assign(
  Object.create(null) as object,
  {
    intValue: (target: number | ExactNumber) => Math.trunc(Number(target)),
    longValue: (target: number | ExactNumber) => Math.trunc(Number(target)),
    doubleValue: (target: number | ExactNumber) => double(Number(target)),
    compareTo: (target: number | ExactNumber, [other]: readonly unknown[]) => Math.sign(Number(target) - Number(other)),
    parseInt: (_: unknown, [digits]: readonly unknown[]) => wholeNumber(digits),
    parseLong: (_: unknown, [digits]: readonly unknown[]) => wholeNumber(digits),
    parseDouble: (_: unknown, [digits]: readonly unknown[]) => doubleIn(digits),
    valueOf: (target: number | ExactNumber, [digits]: readonly unknown[]) =>
      isDouble(target) ? doubleIn(digits) : wholeNumber(digits),
  },
);

export function isDouble(value: number | ExactNumber): boolean {
  return value instanceof ExactNumber ? value.toString().endsWith('.0') : !Number.isInteger(value);
}

/** Undefined for what Java would throw at. */
function wholeNumber(digits: unknown): number | ExactNumber | undefined {
  if (!/^[+-]?\d+$/.test(text(digits))) return undefined;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : new ExactNumber(value, text(digits).replace('+', ''));
}

function doubleIn(digits: unknown): number | ExactNumber | undefined {
  const value = Number(text(digits).trim() === '' ? NaN : digits);
  return Number.isNaN(value) ? undefined : double(value);
}

const listMethods: Readonly<Record<string, Method<unknown[]>>> = Object.assign(Object.create(null) as object, {
  size: (target: unknown[]) => target.length,
  isEmpty: (target: unknown[]) => target.length === 0,
  get: (target: unknown[], [at]: readonly unknown[]) => target[Number(at)],
  contains: (target: unknown[], [value]: readonly unknown[]) => target.some((one) => areEqual(one, value)),
  indexOf: (target: unknown[], [value]: readonly unknown[]) => target.findIndex((one) => areEqual(one, value)),
  add: (target: unknown[], args: readonly unknown[]) => {
    if (args.length > 1) target.splice(Number(args[0]), 0, args[1]);
    else target.push(args[0]);
    return true;
  },
  addAll: (target: unknown[], [others]: readonly unknown[]) => {
    if (Array.isArray(others)) target.push(...(others as unknown[]));
    return true;
  },
  set: (target: unknown[], [at, value]: readonly unknown[]) => target.splice(Number(at), 1, value)[0],
  remove: (target: unknown[], [at]: readonly unknown[]) => target.splice(Number(at), 1)[0],
  clear: (target: unknown[]) => {
    target.length = 0;
  },
});

const mapMethods: Readonly<Record<string, Method<object>>> = Object.assign(Object.create(null) as object, {
  size: (target: object) => entriesOf(target).length,
  isEmpty: (target: object) => entriesOf(target).length === 0,
  get: (target: object, [key]: readonly unknown[]) => memberOf(target, key),
  getOrDefault: (target: object, [key, value]: readonly unknown[]) => memberOf(target, key) ?? value,
  containsKey: (target: object, [key]: readonly unknown[]) => entriesOf(target).some(([name]) => name === text(key)),
  containsValue: (target: object, [value]: readonly unknown[]) =>
    entriesOf(target).some(([, one]) => areEqual(one, value)),
  put: (target: object, [key, value]: readonly unknown[]) => {
    const before = memberOf(target, key);
    setMember(target, key, value);
    return before;
  },
  putAll: (target: object, [others]: readonly unknown[]) => {
    for (const [key, value] of entriesOf(others)) setMember(target, key, value);
  },
  remove: (target: object, [key]: readonly unknown[]) => {
    const before = memberOf(target, key);
    if (target instanceof JavaMap) target.delete(text(key));
    else Reflect.deleteProperty(target, text(key));
    return before;
  },
  keySet: (target: object) => JavaList.from(entriesOf(target).map(([key]) => key)),
  values: (target: object) => JavaList.from(entriesOf(target).map(([, value]) => value)),
  entrySet: (target: object) => JavaList.from(entriesOf(target).map(([key, value]) => entryOf(key, value))),
});

/** `getKey()` and `key` are the same to a template. */
function entryOf(key: string, value: unknown): object {
  return { key, value, getKey: () => key, getValue: () => value };
}
