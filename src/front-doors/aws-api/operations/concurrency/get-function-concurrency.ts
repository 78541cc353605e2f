import { functionTarget } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';

/** Contract §4.7: `{}` without a reservation. */
export const getFunctionConcurrency = operation<{ readonly FunctionName: string }>(
  ({ FunctionName }, { functions, caller }) => {
    const { reservedConcurrency } = existingFunction(
      functionTarget({ functionName: FunctionName, caller }, functions),
      functions,
    );
    return {
      status: 200,
      body: reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency },
    };
  },
);
