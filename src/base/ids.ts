import { randomBytes, randomUUID } from 'node:crypto';

/** A random UUID (version 4), the form of AWS request ids and revision ids. */
export function newUuid(): string {
  return randomUUID();
}

/** `byteCount` random bytes as lower-case hexadecimal, twice as many characters. */
export function randomHex(byteCount: number): string {
  // Node keeps random bytes at hand for UUIDs, and asks the kernel anew for each of these.
  if (byteCount > 12) return randomBytes(byteCount).toString('hex');
  const uuid = randomUUID();
  // Neither the version nor the variant, which are the same in all.
  const random = uuid.slice(24) + uuid.slice(0, 8) + uuid.slice(9, 13);
  return random.slice(0, 2 * byteCount);
}
