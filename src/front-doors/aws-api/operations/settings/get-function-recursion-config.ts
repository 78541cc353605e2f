import { functionTarget } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';

/** Contract §4.15: `Terminate` unless somebody said otherwise. */
export const getFunctionRecursionConfig = operation<{ readonly FunctionName: string }>(
  ({ FunctionName }, { functions, caller }) => {
    const target = functionTarget({ functionName: FunctionName, caller }, functions);
    const { recursiveLoop = 'Terminate' } = existingFunction(target, functions);
    return { status: 200, body: { RecursiveLoop: recursiveLoop } };
  },
);
