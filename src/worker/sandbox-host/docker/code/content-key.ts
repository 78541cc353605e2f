import { createHash } from 'node:crypto';
import type { CodeSource } from '../../../../model/index.js';

/** Equal keys, equal files: the order of layers counts. */
export function contentKey(sources: readonly CodeSource[]): string {
  const parts = sources.map((source) => `${source.kind}:${source.digest}`);
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
