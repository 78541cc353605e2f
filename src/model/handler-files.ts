import type { RuntimeFamily } from './runtimes.js';

const endings: Partial<Readonly<Record<RuntimeFamily, readonly string[]>>> = {
  nodejs: ['.js', '.mjs', '.cjs'],
  python: ['.py', '/__init__.py'],
  ruby: ['.rb'],
};

/** The files that a handler may name, relative to its code, and their name without an ending. */
export interface HandlerFiles {
  readonly stem: string;
  readonly files: readonly string[];
}

/**
 * Undefined where a handler names no file of the code: compiled languages, classes, absolute paths. `no-function` where it has no dot, and
 * so names no function.
 */
export function handlerFiles(handler: string, family: RuntimeFamily): HandlerFiles | 'no-function' | undefined {
  const candidates = endings[family];
  if (candidates === undefined || handler.startsWith('/') || handler.includes('::')) return undefined;
  const lastSlash = handler.lastIndexOf('/');
  const dot = family === 'nodejs' ? handler.indexOf('.', lastSlash + 1) : handler.lastIndexOf('.');
  if (dot === -1) return 'no-function';
  const module = handler.slice(0, dot);
  const stem = family === 'python' ? module.replaceAll('.', '/') : module;
  return { stem, files: candidates.map((ending) => `${stem}${ending}`) };
}
