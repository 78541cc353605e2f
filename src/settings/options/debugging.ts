import { option } from '../option.js';
import { debugArguments, debuggedFunctions, debuggerFolderPath, debugPorts } from '../parse-debug.js';
import { debugging } from './commands.js';

/** Which functions run under a debugger, and how. */
export const debugOptions = {
  'debug-port': option({
    flags: '-d, --debug-port <port>',
    variables: [{ name: 'SAM_DEBUG_PORT' }],
    commands: debugging,
    parse: debugPorts,
    description:
      'run functions under a debugger that listens there; several ports go to the functions in their order, one is for all in turn; repeatable',
    default: 'none',
    sam: true,
  }),
  'debug-function': option({
    flags: '--debug-function <function>',
    commands: debugging,
    parse: debuggedFunctions,
    description: 'debug only this one: `Function`, on a `--debug-port`, or `Function=port`; repeatable',
    default: 'all, as far as there are ports',
    sam: true,
  }),
  'debugger-path': option({
    flags: '--debugger-path <folder>',
    variables: [{ name: 'SAM_DEBUGGER_PATH' }],
    commands: debugging,
    parse: debuggerFolderPath,
    description: 'folder with a debugger’s files, at `/tmp/lambci_debug_files` in containers',
    default: 'none',
    sam: true,
  }),
  'debug-args': option({
    flags: '--debug-args <arguments>',
    variables: [{ name: 'DEBUGGER_ARGS' }],
    commands: debugging,
    parse: debugArguments,
    description: 'arguments for the debugger, such as `"-m debugpy --listen 0.0.0.0:5890 --wait-for-client"`',
    default: 'what the runtime’s usual debugger needs',
    sam: true,
  }),
} as const;
