import { exactJsonText, parseExactJson } from './exact-json.js';
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

/** What a mapping's path finds in a body, as text; undefined where that is nothing, or the body no JSON. */
export function textInBody(body: Buffer, path: string): string | undefined {
  try {
    return textOf(valueAt(parseExactJson(body.toString('utf8')), pathSteps(path)));
  } catch {
    return undefined;
  }
}

/** Text as it is, anything else as JSON; undefined for nothing and null. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : exactJsonText(value);
}
