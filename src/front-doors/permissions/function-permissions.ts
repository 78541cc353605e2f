import type { Logger } from '../../base/index.js';
import {
  type ContextValues,
  evaluateStatements,
  type Iam,
  policiesOfSession,
  refusalOfAccess,
  type Statement,
} from '../../identity/index.js';
import { accessDenied, formatFunctionArn, LATEST } from '../../model/index.js';
import type { Registry } from '../../registry/index.js';
import { type ApiCaller, callerValues } from './caller-values.js';
import { unmeetableConditions } from './unmeetable-conditions.js';

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

/** One action on one resource that a caller must be allowed. */
export interface AccessNeed {
  /** `lambda:GetFunction`. */
  readonly action: string;
  /** ARN, or `*` for actions that no single resource has. */
  readonly resource: string;
  /** Whose the resource is; the caller's own where it is nobody's. */
  readonly account: string;
  /** Of the resource's policy; empty where it has none. */
  readonly statements: readonly Statement[];
  readonly values?: ContextValues;
}

/** Policies, enforced (`--enforce-policies`). Functions of a project file bring their permissions along. */
export interface FunctionPermissions {
  /** Why a service may not call a function; undefined when it may. A service always needs a statement. */
  refusalOf(caller: ServiceCaller, target: PermittedFunction): string | undefined;
  /**
   * Throws AWS's 403 when a caller may not: one of another account needs a statement of the resource's, an assumed role one of its own
   * or of the resource's, and nobody may what a policy denies.
   */
  refuseCaller(caller: ApiCaller, need: AccessNeed): void;
  /** The same as a value: what AWS says after the action and the resource; undefined when the caller may. */
  refusalFor(caller: ApiCaller, need: AccessNeed): string | undefined;
  /** What using a function by an action needs. */
  needOf(action: string, target: PermittedFunction, caller: ApiCaller, values?: ContextValues): AccessNeed;
}

export interface PermissionNeeds {
  readonly registry: Pick<Registry, 'policies' | 'functions'>;
  readonly iam: Pick<Iam, 'roles' | 'policies'>;
  readonly logger: Logger;
  /** `--organization-id`: that of every account here. */
  readonly organizationId?: string | undefined;
}

export function createFunctionPermissions({
  registry: { policies, functions },
  iam,
  logger,
  organizationId,
}: PermissionNeeds): FunctionPermissions {
  const statementsOf = (target: PermittedFunction): readonly Statement[] =>
    policies.get(policyKey(target))?.statements ?? [];
  return {
    refusalOf(caller, target) {
      const { service, sourceArn } = caller;
      const statements = statementsOf(target);
      const resource = policyArn(target);
      const values = serviceValues(caller, organizationId);
      const question = { action: 'lambda:InvokeFunction', resource, principal: { service }, values };
      const verdict = evaluateStatements(statements, question);
      if (verdict === 'allowed' || (verdict === 'not-allowed' && functions.answersAnywhere(target.name))) {
        return undefined;
      }
      const source = sourceArn === undefined ? '' : ` for "${sourceArn}"`;
      return [
        `the policy of "${resource}" does not let ${service} invoke it${source}.`,
        ...unmeetableConditions(statements, question),
        'Add a permission (aws lambda add-permission), or leave --enforce-policies out.',
      ].join(' ');
    },

    needOf(action, target, caller, values) {
      const account = functions.answersAnywhere(target.name) ? caller.account : target.account;
      return {
        action,
        resource: policyArn(target),
        account,
        statements: statementsOf(target),
        ...(values !== undefined && { values }),
      };
    },

    refuseCaller(caller, need) {
      const refusal = refusalFor(caller, need);
      if (refusal !== undefined) throw accessDenied(`${wordsOf(caller, need)} ${refusal}`);
    },

    refusalFor,
  };

  function refusalFor(caller: ApiCaller, need: AccessNeed): string | undefined {
    const { action, resource, account, statements, values } = need;
    const { session, arn } = caller;
    const own = session === undefined ? undefined : policiesOfSession(iam, session);
    const question = {
      action,
      resource,
      principal: { account: caller.account, arn, roleArn: session?.roleArn },
      values: { ...values, ...callerValues(caller, organizationId), 'aws:resourceaccount': account },
    };
    const refusal = refusalOfAccess({
      ...question,
      caller: own?.policies,
      resourcePolicy: statements,
      resourceAccount: account,
    });
    if (refusal === undefined) return undefined;
    const hints = [
      ...unmeetableConditions(statements, question),
      ...(own?.unknown ?? []).map(
        (policy) => `What the role's policy "${policy}" says is not kept here, so it allows nothing.`,
      ),
    ];
    if (hints.length > 0) logger.warn(`${wordsOf(caller, need)}. ${hints.join(' ')}`);
    return refusal;
  }
}

function wordsOf({ arn }: ApiCaller, { action, resource }: AccessNeed): string {
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`;
}

function serviceValues({ service, sourceArn, sourceAccount }: ServiceCaller, organizationId?: string): ContextValues {
  return {
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': service,
    ...(sourceArn !== undefined && { 'aws:sourcearn': sourceArn }),
    ...(sourceAccount !== undefined && { 'aws:sourceaccount': sourceAccount }),
    ...(organizationId !== undefined && { 'aws:sourceorgid': organizationId }),
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
