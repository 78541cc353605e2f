import { evaluateStatements, type Iam, statementsIn } from '../../../../identity/index.js';
import { accessDenied, invalidParameterValue } from '../../../../model/index.js';
import type { Caller } from '../../caller.js';

/** Refuses a role that Lambda could not take on; absent where nobody's policies are enforced or a neighbour keeps the roles. */
export type RoleCheck = (role: string | undefined, caller: Caller) => void;

/** A role must be the caller's account's, and its trust policy must name Lambda (contract §4.1). */
export function createRoleCheck({ roles }: Pick<Iam, 'roles'>): RoleCheck {
  return (arn, caller) => {
    if (arn === undefined) return;
    const [, account, path = ''] = /^arn:[^:]*:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
    if (account !== caller.account) throw accessDenied('Cross-account pass role is not allowed.');
    const role = roles.get(caller.account, path.slice(path.lastIndexOf('/') + 1));
    if (role === undefined || !trustsLambda(role.trustPolicy, caller.account)) {
      throw invalidParameterValue('The role defined for the function cannot be assumed by Lambda.');
    }
  };
}

function trustsLambda(trustPolicy: string, account: string): boolean {
  const verdict = evaluateStatements(statementsIn(trustPolicy), {
    action: 'sts:AssumeRole',
    resource: '*',
    principal: { service: 'lambda.amazonaws.com' },
    values: { 'aws:sourceaccount': account, 'aws:principalisawsservice': 'true' },
  });
  return verdict === 'allowed';
}
