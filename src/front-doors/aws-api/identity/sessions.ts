import { partitionOf } from '../../../model/index.js';
import type { Action } from './action.js';
import { assumeRole } from './assume-role.js';

/** Who signs; whoever has no session is its account's root, because Hearth keeps no users. */
const getCallerIdentity: Action = (_parameters, { caller, iam }) => {
  const session = caller.accessKeyId === undefined ? undefined : iam.sessionOf(caller.accessKeyId);
  const { account, region } = caller;
  return {
    Arn: session?.arn ?? `arn:${partitionOf(region)}:iam::${account}:root`,
    UserId: session?.userId ?? account,
    Account: account,
  };
};

export const sessionActions: Readonly<Record<string, Action>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};
