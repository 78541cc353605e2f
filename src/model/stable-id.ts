import { createHash } from 'node:crypto';

/** `length` characters of `[a-z0-9]`, always the same for the same text: ids of APIs, resources and deployments of a project file. */
export function stableId(text: string, length: number): string {
  return digestOf(text).padStart(length, '0').slice(-length);
}

/** Requests ask for the same ids over and over. */
const known = new Map<string, string>();
const mostKnown = 4096;

function digestOf(text: string): string {
  const told = known.get(text);
  if (told !== undefined) return told;
  const digest = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`).toString(36);
  if (known.size >= mostKnown) known.clear();
  known.set(text, digest);
  return digest;
}
