import { withPlainNumbers } from '../../resolver/plain-numbers.js';
import { mapOf } from '../../resolver/properties.js';
import type { Values } from '../values.js';

/** The schema of a model: a map, or the JSON text of one. */
export function schemaOf(values: Values): unknown {
  return mapOrJson(values['Schema']) ?? {};
}

/** A map as it stands, or what its JSON text says; text that is no JSON is an empty map. */
export function mapOrJson(stated: unknown): unknown {
  if (typeof stated !== 'string') return withPlainNumbers(mapOf(stated));
  try {
    return JSON.parse(stated) as unknown;
  } catch {
    return {};
  }
}
