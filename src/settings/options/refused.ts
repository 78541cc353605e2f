import type { RefusedOption } from '../option.js';

const terraform =
  'Terraform projects are not read. Run "hearth start" and let Terraform apply them to it: point the endpoints of its AWS provider to http://127.0.0.1:3001';

/** SAM’s flags that cannot be had here, by long name. */
export const refusedOptions: Readonly<Record<string, RefusedOption>> = {
  'hook-name': { flags: '--hook-name <name>', remedy: terraform },
  'terraform-plan-file': { flags: '--terraform-plan-file <file>', remedy: terraform },
  'prepare-infra': { flags: '--prepare-infra', remedy: terraform },
  'durable-execution-name': {
    flags: '--durable-execution-name <name>',
    remedy: 'Durable executions do not run here yet. Leave it out, and invoke a function without DurableConfig',
  },
};
