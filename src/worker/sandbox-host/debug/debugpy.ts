import type { DebugSettings } from '../../../model/index.js';

/**
 * Arguments of `python` before the program that it debugs: `--debug-args`, or what makes debugpy wait for its client. debugpy comes
 * with the function's package, or from `--debugger-path`.
 */
export function debugpyArguments({ port, arguments: given }: DebugSettings, address: string): readonly string[] {
  if (given.length > 0) return given;
  // From 3.11 on, breakpoints in frozen modules would be missed; earlier versions do not know the option and ignore it.
  return ['-X', 'frozen_modules=off', '-m', 'debugpy', '--listen', `${address}:${port}`, '--wait-for-client'];
}
