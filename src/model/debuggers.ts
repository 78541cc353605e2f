import type { DebugSettings } from './function-version.js';
import { runtimeNamed } from './runtimes.js';

/** Where containers see the folder of `--debugger-path`: read-only, at the path that AWS SAM has for it. */
export const debuggerFolder = '/tmp/lambci_debug_files';

/**
 * What debugs a function: Node's inspector, debugpy, the JVM's own JDWP agent, vsdbg, a program that runs the function's `bootstrap`
 * (delve unless `--debug-args` name another), or for an image the command in `--debug-args`.
 */
export type Debugger = 'inspector' | 'debugpy' | 'jdwp' | 'vsdbg' | 'program' | 'command';

/** The debugger of a function, or why it has none and what to do. */
export function debuggerOf(
  code: { readonly packageType: 'Image' } | { readonly packageType: 'Zip'; readonly runtime: string },
  { arguments: given, files }: Pick<DebugSettings, 'arguments'> & { readonly files?: unknown },
): Debugger | { readonly missing: string } {
  if (code.packageType === 'Image') {
    if (given.length > 0) return 'command';
    return {
      missing:
        'it is a container image, whose language Hearth does not know. Pass the command that starts its runtime under a debugger with --debug-args',
    };
  }
  switch (runtimeNamed(code.runtime)?.family) {
    case 'nodejs':
      return 'inspector';
    case 'python':
      return 'debugpy';
    case 'java':
      return 'jdwp';
    case 'dotnet':
      return 'vsdbg';
    case 'provided':
      if (files !== undefined) return 'program';
      return {
        missing: `"${code.runtime}" needs a debugger: pass the folder of dlv (or another) with --debugger-path`,
      };
    case 'ruby':
    case 'go':
    case undefined:
      return { missing: `Hearth knows no debugger for the runtime "${code.runtime}"` };
  }
}
