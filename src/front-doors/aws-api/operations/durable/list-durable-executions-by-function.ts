import { functionTarget } from '../../function-target.js';
import type { VersionInput } from '../functions/get-function.js';
import { operation } from '../operation.js';
import { existingVersion } from '../rules/existence-rules.js';

/** Contract §4.18: none, until durable executions run here; Terraform asks before it deletes a function. */
export const listDurableExecutionsByFunction = operation<VersionInput>((input, { functions, registry, caller }) => {
  const { FunctionName: functionName, Qualifier: qualifier } = input;
  existingVersion(functionTarget({ functionName, qualifier, caller }, functions), registry.versions);
  return { status: 200, body: { DurableExecutions: [] } };
});
