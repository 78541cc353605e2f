import { limits } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { storedCodeSize } from '../rules/code-storage-rule.js';
import { reservedInTotal } from '../concurrency/reservations.js';

/** Contract §4.15: quotas and use of the caller's account in the caller's region. */
export const getAccountSettings = operation<object>((_input, context) => {
  const { functions, caller, accountConcurrency } = context;
  const records = functions.listIn(caller.account, caller.region);
  const body = {
    AccountLimit: {
      TotalCodeSize: limits.totalCode,
      CodeSizeUnzipped: limits.unzippedCode,
      CodeSizeZipped: limits.zippedCode,
      ConcurrentExecutions: accountConcurrency,
      UnreservedConcurrentExecutions: accountConcurrency - reservedInTotal(records),
    },
    AccountUsage: {
      TotalCodeSize: storedCodeSize(caller, context),
      FunctionCount: records.length,
    },
  };
  return { status: 200, body };
});
