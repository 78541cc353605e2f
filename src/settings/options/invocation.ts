import { option } from '../option.js';
import { eventSource, runtimeId, tenantId } from '../parse-invocation.js';

/** What `hearth invoke` sends, and to what. */
export const invocationOptions = {
  event: option({
    flags: '-e, --event <file>',
    commands: ['invoke'],
    parse: eventSource,
    description: 'the event as JSON: a file, or `-` for standard input',
    default: '`{}`',
    sam: true,
  }),
  runtime: option({
    flags: '-r, --runtime <runtime>',
    commands: ['invoke'],
    parse: runtimeId,
    description: 'runtime to call the function with',
    default: 'that of the template',
    sam: true,
  }),
  'tenant-id': option({
    flags: '--tenant-id <id>',
    commands: ['invoke'],
    parse: tenantId,
    description: 'tenant to call a function with a `TenancyConfig` for',
    default: 'none',
    sam: true,
  }),
} as const;
