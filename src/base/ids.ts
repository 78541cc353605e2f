import { randomBytes } from 'node:crypto';
import { v4 } from 'uuid';

/** A random UUID (version 4), the form of AWS request ids and revision ids. */
export function newUuid(): string {
  return v4();
}

/** `byteCount` random bytes as lower-case hexadecimal, twice as many characters. */
export function randomHex(byteCount: number): string {
  return randomBytes(byteCount).toString('hex');
}
