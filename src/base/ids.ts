import { randomBytes, randomFillSync } from 'node:crypto';
import { v4 } from 'uuid';

/** A random UUID (version 4), the form of AWS request ids and revision ids. */
export function newUuid(): string {
  return v4();
}

/** `byteCount` random bytes as lower-case hexadecimal, twice as many characters. */
export function randomHex(byteCount: number): string {
  return randomText(byteCount, 'hex');
}

/** `byteCount` random bytes as base64. */
export function randomBase64(byteCount: number): string {
  return randomText(byteCount, 'base64');
}

/** Random bytes at hand: the kernel is asked for many at once. */
const store = Buffer.allocUnsafeSlow(4096);
let used = store.length;

function randomText(byteCount: number, encoding: 'hex' | 'base64'): string {
  if (byteCount > 32) return randomBytes(byteCount).toString(encoding);
  if (used + byteCount > store.length) {
    randomFillSync(store);
    used = 0;
  }
  used += byteCount;
  return store.toString(encoding, used - byteCount, used);
}
