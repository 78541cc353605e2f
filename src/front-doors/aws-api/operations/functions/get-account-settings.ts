import { limits } from '../../../../model/index.js';
import type { FunctionRecord } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { reservedInTotal } from '../concurrency/reservations.js';

/** Contract §4.15: quotas and use of the caller's account in the caller's region. */
export const getAccountSettings = operation<object>((_input, { functions, caller, accountConcurrency }) => {
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
      TotalCodeSize: records.reduce((total, record) => total + codeSizeOf(record), 0),
      FunctionCount: records.length,
    },
  };
  return { status: 200, body };
});

function codeSizeOf({ code }: FunctionRecord): number {
  return code.packageType === 'Zip' ? code.size : 0;
}
