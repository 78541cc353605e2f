import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';
import type { AliasInput } from './get-alias.js';

/** Contract §3.5: 204, also when there is no such alias. */
export const deleteAlias = operation<AliasInput>(async (input, { functions, registry, caller }) => {
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  existingFunction(target, functions);
  await registry.aliases.delete(keyOf(target), input.Name);
  return { status: 204 };
});
