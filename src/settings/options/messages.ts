import { option } from '../option.js';
import { flag } from '../parsers.js';
import { inProject } from './commands.js';

/** What Hearth says about itself. */
export const messageOptions = {
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
