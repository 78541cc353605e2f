import { randomHex } from '../../base/index.js';

/**
 * The trace header of one invocation, `Root=1-<time>-<random>;Parent=…;Sampled=0` (X-Ray developer guide, "Tracing header").
 * What the caller sent is kept, `Lineage` included, and completed; Hearth itself samples nothing.
 */
export function completeTraceId(sent: string | undefined, nowMs: number): string {
  if (sent === undefined || sent === '') {
    const random = randomHex(20);
    return `Root=1-${inHex(nowMs)}-${random.slice(0, 24)};Parent=${random.slice(24)};Sampled=0`;
  }
  const parts = [sent];
  if (!sent.includes('Root=')) parts.unshift(`Root=${newTraceRoot(nowMs)}`);
  if (!sent.includes('Parent=')) parts.push(`Parent=${randomHex(8)}`);
  if (!sent.includes('Sampled=')) parts.push('Sampled=0');
  return parts.join(';');
}

function newTraceRoot(nowMs: number): string {
  return `1-${inHex(nowMs)}-${randomHex(12)}`;
}

/** Whole seconds. */
function inHex(nowMs: number): string {
  return Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
}
