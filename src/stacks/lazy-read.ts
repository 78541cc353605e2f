import type { Stack } from '../model/index.js';
import type { LintedStack } from './lint/lint-stack.js';
import type { ReadStackOptions } from './read-stack-options.js';

/** See `read-stack.ts`, which is loaded only now: to find a template takes nothing of it. */
export async function readStack(options: ReadStackOptions): Promise<Stack> {
  const reading = await import('./read-stack.js');
  return reading.readStack(options);
}

/** See `lint/lint-stack.ts`. */
export async function lintStack(options: ReadStackOptions): Promise<LintedStack> {
  const linting = await import('./lint/lint-stack.js');
  return linting.lintStack(options);
}
