import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';

interface PutRecursionInput {
  readonly FunctionName: string;
  readonly RecursiveLoop: 'Allow' | 'Terminate';
}

/** Contract §4.15. */
export const putFunctionRecursionConfig = operation<PutRecursionInput>(async (input, { functions, caller }) => {
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  existingFunction(target, functions);
  await functions.setOptions(keyOf(target), { recursiveLoop: input.RecursiveLoop });
  return { status: 200, body: { RecursiveLoop: input.RecursiveLoop } };
});
