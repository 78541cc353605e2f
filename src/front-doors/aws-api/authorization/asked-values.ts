import type { ContextValues } from '../../../identity/index.js';
import { formatFunctionArn } from '../../../model/index.js';
import type { Registry } from '../../../registry/index.js';
import type { Caller } from '../caller.js';
import { functionTarget } from '../function-target.js';
import { taggedValues } from '../../permissions/index.js';
import type { ActedOn } from './acted-on.js';
import type { AskedInput } from './asked-input.js';

/** Lambda's own condition keys, and those of tags, that a request and what it acts on have (service authorization reference). */
export function askedValues(
  operation: string,
  input: AskedInput,
  on: ActedOn,
  { caller, registry }: { readonly caller: Caller; readonly registry: Registry },
): ContextValues {
  const { Layers, VpcConfig, CodeSigningConfigArn, Tags, TagKeys } = input;
  const authType = urlAuthType(input, on, registry);
  const functionArn = functionArnOf(operation, input, on, { caller, registry });
  const principal = input.Principal ?? grantedPrincipal(input, on, registry);
  const tagKeys = Tags === undefined ? TagKeys : Object.keys(Tags);
  return {
    ...lists({
      'lambda:layer': Layers,
      'lambda:subnetids': VpcConfig?.SubnetIds,
      'lambda:securitygroupids': VpcConfig?.SecurityGroupIds,
      'aws:tagkeys': tagKeys,
    }),
    ...(CodeSigningConfigArn !== undefined && { 'lambda:codesigningconfigarn': CodeSigningConfigArn }),
    ...(authType !== undefined && { 'lambda:functionurlauthtype': authType }),
    ...(functionArn !== undefined && { 'lambda:functionarn': functionArn }),
    ...(principal !== undefined && { 'lambda:principal': principal }),
    ...taggedValues('aws:requesttag', Tags ?? {}),
    ...taggedValues('aws:resourcetag', on.tags ?? {}),
  };
}

/** Keys without a value are not there. */
function lists(values: Readonly<Record<string, readonly string[] | undefined>>): ContextValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, list]) => (list === undefined || list.length === 0 ? [] : [[key, list]])),
  );
}

/** That of the request, else of the URL that is there. */
function urlAuthType(input: AskedInput, on: ActedOn, { urls }: Registry): string | undefined {
  return (
    input.AuthType ?? input.FunctionUrlAuthType ?? ('function' in on ? urls.get(on.function)?.authType : undefined)
  );
}

/** The function of a URL or an event source mapping. */
function functionArnOf(
  operation: string,
  { FunctionName }: AskedInput,
  on: ActedOn,
  { caller, registry }: { readonly caller: Caller; readonly registry: Registry },
): string | undefined {
  if (operation.includes('FunctionUrl')) return 'function' in on ? formatFunctionArn(on.function) : undefined;
  if (!operation.includes('EventSourceMapping')) return undefined;
  if (FunctionName !== undefined) {
    return formatFunctionArn(functionTarget({ functionName: FunctionName, caller }, registry.functions));
  }
  return 'mapped' in on && on.mapped !== undefined ? formatFunctionArn(on.mapped) : undefined;
}

/** Whom a statement names that is to be removed. */
function grantedPrincipal({ StatementId }: AskedInput, on: ActedOn, { policies }: Registry): string | undefined {
  if (StatementId === undefined || !('function' in on)) return undefined;
  const { Principal } = policies.get(on.function)?.statements.find(({ Sid }) => Sid === StatementId) ?? {};
  const named: unknown = typeof Principal === 'object' && Principal !== null ? Object.values(Principal)[0] : Principal;
  return typeof named === 'string' ? named : undefined;
}
