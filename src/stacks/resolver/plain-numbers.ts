import { ExactNumber } from '../../base/index.js';
import { mapOf } from './properties.js';

/** The same value with JavaScript's numbers, for what is read as JSON: schemas and policies. */
export function withPlainNumbers(value: unknown): unknown {
  if (value instanceof ExactNumber) return value.valueOf();
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  const map = mapOf(value);
  return map === undefined
    ? value
    : Object.fromEntries(Object.entries(map).map(([key, part]) => [key, withPlainNumbers(part)]));
}
