import { option } from '../option.js';
import { filePath, flag } from '../parsers.js';
import { debugging, inProject } from './commands.js';

/** What Hearth says about itself. */
export const messageOptions = {
  'log-file': option({
    flags: '-l, --log-file <file>',
    commands: debugging,
    parse: filePath,
    description: 'file that the functions’ output is written to, made anew at the start',
    default: 'the terminal',
    sam: true,
  }),
  debug: option({
    flags: '--debug',
    variables: [
      { name: 'DEBUG', localstack: true, values: { 1: 'true', true: 'true' } },
      { name: 'LS_LOG', localstack: true, values: { debug: 'true', trace: 'true', 'trace-internal': 'true' } },
    ],
    commands: inProject,
    parse: flag,
    description: 'tell what Hearth does in detail',
    default: 'false',
    sam: true,
  }),
} as const;
