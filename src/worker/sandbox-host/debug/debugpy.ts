// cspell:ignore runpy kwargs
import type { DebugSettings } from '../../../model/index.js';

/**
 * Arguments of `python` before the program that it debugs: `--debug-args` (AWS SAM puts them at the same place), or a start under
 * debugpy that waits for its client. debugpy comes with the function's package, or from `--debugger-path`; without it the program
 * runs as it is, and says so, for code that brings another debugger and listens on the port by itself.
 */
export function debugpyArguments({ port, arguments: given }: DebugSettings, address: string): readonly string[] {
  if (given.length > 0) return given;
  // From 3.11 on, breakpoints in frozen modules would be missed; earlier versions do not know the option and ignore it.
  return ['-X', 'frozen_modules=off', '-c', startUnderDebugpy(port, address)];
}

/** What `python -m debugpy` does, except that code may call `debugpy.listen` once more, as it must under AWS SAM. */
function startUnderDebugpy(port: number, address: string): string {
  return [
    'import os, runpy, sys',
    'sys.argv = sys.argv[1:]',
    'sys.path[0] = os.path.dirname(sys.argv[0])',
    'try:',
    '    import debugpy',
    'except ImportError:',
    `    print("There is no debugpy in the function's package, and none in --debugger-path: nothing listens on port ${port} unless the code does.", file=sys.stderr, flush=True)`,
    'else:',
    `    place = debugpy.listen(("${address}", ${port}))`,
    '    debugpy.listen = lambda *args, **kwargs: place',
    '    debugpy.wait_for_client()',
    'runpy.run_path(sys.argv[0], run_name="__main__")',
  ].join('\n');
}
