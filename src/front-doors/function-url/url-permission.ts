import type { FunctionUrlConfig, PolicyStatement } from '../../registry/index.js';
import type { IamCaller } from '../api-gateway/routed-request.js';

/** Whether a function's policy lets a caller use its URL; its own account needs no statement (http contract §4.1). */
export function permitsUrl(
  statements: readonly PolicyStatement[],
  { authType, target }: FunctionUrlConfig,
  caller: IamCaller | undefined,
): boolean {
  const fitting = statements.filter((statement) => isAbout(statement, authType) && names(statement.Principal, caller));
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return false;
  return caller?.accountId === target.account || fitting.some(({ Effect }) => Effect === 'Allow');
}

function isAbout({ Action, Condition }: PolicyStatement, authType: string): boolean {
  const actions: readonly unknown[] = Array.isArray(Action) ? Action : [Action];
  const stated = Condition?.['StringEquals']?.['lambda:FunctionUrlAuthType'];
  return (
    actions.some((action) => action === 'lambda:InvokeFunctionUrl' || action === 'lambda:*' || action === '*') &&
    (stated === undefined || stated === authType)
  );
}

function names(principal: unknown, caller: IamCaller | undefined): boolean {
  const named: unknown =
    typeof principal === 'object' && principal !== null ? Reflect.get(principal, 'AWS') : principal;
  const all: readonly unknown[] = Array.isArray(named) ? named : [named];
  return all.some((one) => {
    if (one === '*') return true;
    return (
      caller !== undefined &&
      typeof one === 'string' &&
      (one === caller.accountId || one.includes(`::${caller.accountId}:`))
    );
  });
}
