import { option } from '../option.js';
import { flag } from '../parsers.js';
import { inProject } from './commands.js';

/** What Hearth says about itself. */
export const messageOptions = {
  debug: option({
    flags: '--debug',
    commands: inProject,
    parse: flag,
    description: 'tell what Hearth does in detail',
    default: 'false',
    sam: true,
  }),
} as const;
