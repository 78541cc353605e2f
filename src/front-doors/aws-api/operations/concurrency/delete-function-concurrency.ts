import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { refuseQualifier } from '../rules/concurrency-rules.js';
import { existingFunction } from '../rules/existence-rules.js';

/** Contract §4.7: 204, also when there is no reservation. */
export const deleteFunctionConcurrency = operation<{ readonly FunctionName: string }>(
  async (input, { functions, caller }) => {
    const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
    refuseQualifier(target);
    existingFunction(target, functions);
    await functions.setReservedConcurrency(keyOf(target), undefined);
    return { status: 204 };
  },
);
