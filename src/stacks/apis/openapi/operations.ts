import { mapOf } from '../../resolver/properties.js';
import { mapAt, type Values } from '../values.js';

/** One verb of one path of an OpenAPI document. */
export interface Operation {
  /** Upper case, or `ANY`. */
  readonly method: string;
  readonly path: string;
  readonly values: Values;
  /** Of the path, for all its verbs. */
  readonly shared: Values;
}

const verbs = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method']);

/** Every operation of a document, OpenAPI 2 or 3. */
export function operationsOf(document: Values): Operation[] {
  return Object.entries(mapAt(document, 'paths') ?? {}).flatMap(([path, item]) => {
    const shared = mapOf(item) ?? {};
    return Object.entries(shared)
      .filter(([key]) => verbs.has(key.toLowerCase()))
      .map(([key, values]) => ({
        method: key.toLowerCase() === 'x-amazon-apigateway-any-method' ? 'ANY' : key.toUpperCase(),
        path,
        values: mapOf(values) ?? {},
        shared,
      }));
  });
}

/** `#/definitions/X` and `#/components/schemas/X` → `X`. */
export function referencedName(reference: string | undefined): string | undefined {
  return reference === undefined ? undefined : /^#\/(?:.*\/)?([^/]+)$/.exec(reference)?.[1];
}

/** What a reference inside the document names, or the value itself. */
export function dereference(document: Values, value: unknown): Values | undefined {
  const map = mapOf(value);
  const reference = map?.['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return map;
  return mapOf(
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((place, key) => mapOf(place)?.[key], document),
  );
}
