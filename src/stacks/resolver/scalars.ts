import { ExactNumber } from '../../base/index.js';

/** A scalar of a template as text: numbers as they are written, flags as CloudFormation prints them; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof ExactNumber
    ? String(value)
    : undefined;
}

/** A number, or text that is one; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string' && !(value instanceof ExactNumber)) return undefined;
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}
