import { type ContextValues, evaluateStatements, type Principal } from '../../identity/index.js';
import { formatFunctionArn } from '../../model/index.js';
import type { FunctionUrlConfig, PolicyStatement } from '../../registry/index.js';
import type { IamCaller } from '../api-gateway/routed-request.js';

/** What a URL's caller needs; `InvokeFunction` besides since October 2025, which `--enforce-policies` asks for. */
const actions = { lenient: ['InvokeFunctionUrl'], enforced: ['InvokeFunctionUrl', 'InvokeFunction'] } as const;

/** The calls that policies are asked about. */
export interface UrlQuestion {
  /** Without one the request is unsigned. */
  readonly caller: IamCaller | undefined;
  /** What conditions may ask of the request. */
  readonly values: ContextValues;
  readonly enforced: boolean;
}

/** Whether a function's policy lets a caller use its URL; its own account needs no statement (http contract §4.1). */
export function permitsUrl(
  statements: readonly PolicyStatement[],
  { authType, target }: FunctionUrlConfig,
  { caller, values, enforced }: UrlQuestion,
): boolean {
  const principal: Principal =
    caller === undefined ? { anonymous: true } : { account: caller.accountId, arn: caller.userArn };
  const about = {
    ...values,
    'lambda:functionurlauthtype': authType,
    'lambda:invokedviafunctionurl': 'true',
    ...(caller !== undefined && { 'aws:principalaccount': caller.accountId, 'aws:principalarn': caller.userArn }),
  };
  return actions[enforced ? 'enforced' : 'lenient'].every((action) => {
    const question = { action: `lambda:${action}`, resource: formatFunctionArn(target), principal, values: about };
    const verdict = evaluateStatements(statements, question);
    return verdict === 'allowed' || (verdict === 'not-allowed' && caller?.accountId === target.account);
  });
}
