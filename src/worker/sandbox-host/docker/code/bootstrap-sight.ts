import type { BootstrapState } from './delivered-code.js';

/** Judges `bootstrap` at the root by its kind and mode; a link is left to the engine, which says when it leads nowhere. */
export function bootstrapState(kind: 'file' | 'directory' | 'symlink', mode: number): BootstrapState {
  if (kind === 'symlink') return 'executable';
  return kind === 'file' && (mode & 0o111) !== 0 ? 'executable' : 'not-executable';
}
