import { runtimeNamed } from '../model/index.js';
import type { Given } from './option.js';
import { filePath, invalidValue, text } from './parsers.js';

/** `-`, or an absolute path. */
export function eventSource(given: Given): string {
  return text(given) === '-' ? '-' : filePath(given);
}

/** A runtime of Lambda's, in any case of letters. */
export function runtimeId(given: Given): string {
  const runtime = runtimeNamed(text(given).toLowerCase());
  if (runtime !== undefined) return runtime.id;
  throw invalidValue(given, 'Name a runtime of Lambda, such as "nodejs22.x" or "python3.13".');
}

/** Lambda API reference, Invoke: `TenantId`. */
export function tenantId(given: Given): string {
  const id = String(given.raw);
  if (/^[\w.:/=+\-@ ]{1,256}$/.test(id)) return id;
  throw invalidValue(given, 'Use 1 to 256 letters, digits, spaces and _ . : / = + - @.');
}
