import { isObject } from './result-json.js';

/** `$.a.b[0]` or `a.b[0]` as steps. */
export function pathSteps(path: string): readonly string[] {
  return [...path.replace(/^\$\.?/, '').matchAll(/\[(\d+)\]|\['([^']*)'\]|([^.[\]]+)/g)].map(
    ([, index, quoted, name]) => index ?? quoted ?? name ?? '',
  );
}

/** What the steps lead to; undefined where one leads to nothing. */
export function valueAt(start: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((place, key) => {
    if (Array.isArray(place)) return place[Number(key)] as unknown;
    return isObject(place) && Object.hasOwn(place, key) ? place[key] : undefined;
  }, start);
}

/** Text as it is, anything else as JSON; undefined for nothing and null. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
