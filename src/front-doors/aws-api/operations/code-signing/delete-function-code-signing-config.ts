import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';

/** Contract §4.14: 204, also where there is none. */
export const deleteFunctionCodeSigningConfig = operation<{ readonly FunctionName: string }>(
  async ({ FunctionName }, { functions, caller }) => {
    const target = functionTarget({ functionName: FunctionName, caller }, functions);
    existingFunction(target, functions);
    await functions.setOptions(keyOf(target), { codeSigningConfigArn: undefined });
    return { status: 204 };
  },
);
