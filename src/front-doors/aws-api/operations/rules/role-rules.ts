import type { Iam } from '../../../../identity/index.js';
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
    if (role === undefined || !trustsLambda(role.trustPolicy)) {
      throw invalidParameterValue('The role defined for the function cannot be assumed by Lambda.');
    }
  };
}

function trustsLambda(trustPolicy: string): boolean {
  const { Statement } = JSON.parse(trustPolicy) as { readonly Statement: unknown };
  return listOf(Statement).some((statement) => {
    const { Effect, Principal } = statement as { readonly Effect?: string; readonly Principal?: unknown };
    if (Effect !== 'Allow' || Principal === undefined || Principal === null) return false;
    if (typeof Principal !== 'object') return Principal === '*';
    return listOf(Reflect.get(Principal, 'Service')).includes('lambda.amazonaws.com');
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
