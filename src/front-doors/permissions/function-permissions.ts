import { accessDenied, formatFunctionArn, LATEST } from '../../model/index.js';
import type { Registry } from '../../registry/index.js';
import { evaluateStatements, type PolicyVerdict, type Principal } from './evaluate-statements.js';

/** The function that is called, as its caller named it. */
export interface PermittedFunction {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly qualifier?: string;
}

/** An AWS service that calls a function for one of its resources. */
export interface ServiceCaller {
  /** `apigateway.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** Somebody who calls the Lambda API. */
export interface ApiCaller {
  readonly account: string;
  readonly arn: string;
}

/** Functions' resource-based policies, enforced (`--enforce-policies`). Functions of a project file bring their permissions along. */
export interface FunctionPermissions {
  /** Why a service may not call a function; undefined when it may. A service always needs a statement. */
  refusalOf(caller: ServiceCaller, target: PermittedFunction): string | undefined;
  /** Throws AWS's 403 when a caller may not use an operation: one of another account needs a statement, one of its own must not be denied. */
  refuseCaller(caller: ApiCaller, operation: string, target: PermittedFunction): void;
}

export function createFunctionPermissions({
  policies,
  functions,
}: Pick<Registry, 'policies' | 'functions'>): FunctionPermissions {
  const verdictOn = (
    target: PermittedFunction,
    action: string,
    principal: Principal,
    values: Readonly<Record<string, string>>,
  ): PolicyVerdict => {
    const statements = policies.get(policyKey(target))?.statements ?? [];
    return evaluateStatements(statements, { action, resource: policyArn(target), principal, values });
  };
  return {
    refusalOf(caller, target) {
      const { service, sourceArn, sourceAccount } = caller;
      const action = 'lambda:InvokeFunction';
      const verdict = verdictOn(
        target,
        action,
        { service },
        {
          ...(sourceArn !== undefined && { 'aws:sourcearn': sourceArn }),
          ...(sourceAccount !== undefined && { 'aws:sourceaccount': sourceAccount }),
        },
      );
      if (verdict === 'allowed' || (verdict === 'not-allowed' && functions.answersAnywhere(target.name))) {
        return undefined;
      }
      const source = sourceArn === undefined ? '' : ` for "${sourceArn}"`;
      return (
        `the policy of "${policyArn(target)}" does not let ${service} invoke it${source}. ` +
        'Add a permission (aws lambda add-permission), or leave --enforce-policies out.'
      );
    },

    refuseCaller({ account, arn }, operation, target) {
      const action = `lambda:${operation}`;
      const verdict = verdictOn(
        target,
        action,
        { account, arn },
        {
          'aws:principalaccount': account,
          'aws:principalarn': arn,
        },
      );
      const isOwn = account === target.account || functions.answersAnywhere(target.name);
      if (verdict === 'allowed' || (verdict === 'not-allowed' && isOwn)) return;
      const refusal = `User: ${arn} is not authorized to perform: ${action} on resource: ${policyArn(target)}`;
      throw accessDenied(
        verdict === 'denied'
          ? `${refusal} with an explicit deny in a resource-based policy`
          : `${refusal} because no resource-based policy allows the ${action} action`,
      );
    },
  };
}

/** `$LATEST` has the policy of the function itself. */
function policyKey({ qualifier, ...key }: PermittedFunction): PermittedFunction {
  return qualifier === undefined || qualifier === LATEST ? key : { ...key, qualifier };
}

function policyArn(target: PermittedFunction): string {
  const { qualifier, ...key } = policyKey(target);
  return formatFunctionArn({ ...key, ...(qualifier !== undefined && { qualifier }) });
}
