import { randomHex } from '../../base/index.js';

/**
 * The trace header of one invocation, `Root=1-<time>-<random>;Parent=…;Sampled=0` (X-Ray developer guide, "Tracing header").
 * What the caller sent is kept, `Lineage` included, and completed; Hearth itself samples nothing.
 */
export function completeTraceId(sent: string | undefined, nowMs: number): string {
  if (sent === undefined || sent === '') return `Root=${newTraceRoot(nowMs)};Parent=${randomHex(8)};Sampled=0`;
  const parts = [sent];
  if (!sent.includes('Root=')) parts.unshift(`Root=${newTraceRoot(nowMs)}`);
  if (!sent.includes('Parent=')) parts.push(`Parent=${randomHex(8)}`);
  if (!sent.includes('Sampled=')) parts.push('Sampled=0');
  return parts.join(';');
}

function newTraceRoot(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `1-${seconds.toString(16).padStart(8, '0')}-${randomHex(12)}`;
}
