import { randomHex } from '../../base/index.js';

/**
 * The `X-Amzn-Trace-Id` that the function sees. A client's Root is kept; with a Parent, Sampled defaults to 1; without any part
 * of a trace the value is a fresh Root alone (http contract §1.4).
 */
export function continueTrace(fromClient: string | undefined, nowMs: number): string {
  if (fromClient === undefined) return `Root=${freshRoot(nowMs)}`;
  const parts = new Map(
    fromClient.split(';').map((part) => {
      const mark = part.indexOf('=');
      return [part.slice(0, mark).trim().toLowerCase(), part.slice(mark + 1).trim()];
    }),
  );
  const root = parts.get('root') ?? freshRoot(nowMs);
  const parent = parts.get('parent');
  if (parent === undefined) return `Root=${root}`;
  return `Root=${root};Parent=${parent};Sampled=${parts.get('sampled') ?? '1'}`;
}

function freshRoot(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `1-${seconds}-${randomHex(12)}`;
}
