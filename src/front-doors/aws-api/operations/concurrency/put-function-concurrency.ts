import { invalidParameterValueWithoutType } from '../../../../model/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import { provisionedInTotal } from '../provisioned/provisioned-rules.js';
import { operation } from '../operation.js';
import { minimumUnreserved, reservedInTotal } from './reservations.js';
import { refuseQualifier, refuseUnlessItExists } from '../rules/concurrency-rules.js';

interface PutFunctionConcurrencyInput {
  readonly FunctionName: string;
  readonly ReservedConcurrentExecutions: number;
}

/** Contract §4.7: what stays unreserved in the account must not fall below AWS's minimum; 0 throttles everything. */
export const putFunctionConcurrency = operation<PutFunctionConcurrencyInput>(async (input, context) => {
  const { functions, caller, accountConcurrency } = context;
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  refuseQualifier(target);
  refuseUnlessItExists(target, functions);
  const key = keyOf(target);
  const reserved = input.ReservedConcurrentExecutions;
  const provisioned = provisionedInTotal(key, context.registry);
  if (reserved < provisioned) {
    // The service's own blanks.
    throw invalidParameterValueWithoutType(
      ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${provisioned}].`,
    );
  }
  const ofOthers = reservedInTotal(functions.listIn(key.account, key.region).filter(({ name }) => name !== key.name));
  const minimum = minimumUnreserved(accountConcurrency);
  if (accountConcurrency - ofOthers - reserved < minimum) {
    throw invalidParameterValueWithoutType(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimum}].`,
    );
  }
  await functions.setReservedConcurrency(key, reserved);
  return { status: 200, body: { ReservedConcurrentExecutions: reserved } };
});
