import { createHash } from 'node:crypto';

/** `length` characters of `[a-z0-9]`, always the same for the same text: ids of APIs, resources and deployments of a project file. */
export function stableId(text: string, length: number): string {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  return number.toString(36).padStart(length, '0').slice(-length);
}
