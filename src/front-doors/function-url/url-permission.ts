import type { ContextValues, Statement } from '../../identity/index.js';
import { evaluateStatements, type Principal } from '../../identity/index.js';
import { formatFunctionArn, type FunctionArn } from '../../model/index.js';
import { signerOf } from '../api-gateway/iam/signer.js';
import type { IamCaller } from '../api-gateway/routed-request.js';
import { callerValues, type FunctionPermissions } from '../permissions/index.js';

/** What a URL's caller needs; `InvokeFunction` besides since October 2025, which `--enforce-policies` asks for. */
const actions = { lenient: ['InvokeFunctionUrl'], enforced: ['InvokeFunctionUrl', 'InvokeFunction'] } as const;

/** The calls that policies are asked about. */
export interface UrlQuestion {
  /** Without one the request is unsigned. */
  readonly caller: IamCaller | undefined;
  /** What conditions may ask of the request. */
  readonly values: ContextValues;
  /** `--enforce-policies`: then the caller's own policies are asked too. */
  readonly permissions: FunctionPermissions | undefined;
  readonly organizationId?: string | undefined;
}

/** A URL's function, and its policy. */
export interface AskedUrl {
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly target: FunctionArn;
  readonly statements: readonly Statement[];
}

/** Whether the policies let a caller use a URL; its own account needs no statement (http contract §4.1). */
export function permitsUrl(url: AskedUrl, question: UrlQuestion): boolean {
  const { caller, permissions, organizationId } = question;
  const about = {
    ...question.values,
    'lambda:functionurlauthtype': url.authType,
    'lambda:functionarn': formatFunctionArn(url.target),
    'lambda:invokedviafunctionurl': 'true',
    ...(caller !== undefined && callerValues(signerOf(caller), organizationId)),
  };
  return actions[permissions === undefined ? 'lenient' : 'enforced'].every((name) => {
    const action = `lambda:${name}`;
    const resource = formatFunctionArn(url.target);
    if (caller !== undefined && permissions !== undefined) {
      const { statements, target } = url;
      const need = { action, resource, account: target.account, statements, values: about };
      return permissions.refusalFor(signerOf(caller), need) === undefined;
    }
    const principal: Principal = caller === undefined ? { anonymous: true } : signerOf(caller);
    const verdict = evaluateStatements(url.statements, { action, resource, principal, values: about });
    return verdict === 'allowed' || (verdict === 'not-allowed' && caller?.accountId === url.target.account);
  });
}
