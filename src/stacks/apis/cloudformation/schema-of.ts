import { mapOf } from '../../resolver/properties.js';
import type { Values } from '../values.js';

/** The schema of a model: a map, or the JSON text of one. */
export function schemaOf(values: Values): unknown {
  const schema = values['Schema'];
  if (typeof schema !== 'string') return mapOf(schema) ?? {};
  try {
    return JSON.parse(schema) as unknown;
  } catch {
    return {};
  }
}
