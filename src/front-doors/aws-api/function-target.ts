import {
  accessDenied,
  invalidParameterValue,
  parseFunctionName,
  regionNotReachable,
  validationFailed,
} from '../../model/index.js';
import type { FunctionKey, FunctionRegistry } from '../../registry/index.js';
import type { Caller } from './caller.js';

/** A function, and the qualifier that its name or the request carried. */
export interface FunctionTarget extends FunctionKey {
  readonly qualifier?: string;
}

export interface TargetRequest {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  readonly caller: Caller;
  /** Operations that resource policies cannot grant are refused for other accounts' functions (contract §3.3). */
  readonly ownAccountOnly?: boolean;
}

/** Resolves a name, partial ARN or ARN against its caller, with AWS's refusals of other regions, accounts and unequal qualifiers. */
export function functionTarget(
  { functionName, qualifier, caller, ownAccountOnly = false }: TargetRequest,
  registry: Pick<FunctionRegistry, 'answersAnywhere'>,
): FunctionTarget {
  const named = parseFunctionName(functionName);
  if (named === undefined)
    throw validationFailed(
      `1 validation error detected: Value '${functionName}' at 'functionName' is no function name`,
    );
  const { region = caller.region, account = caller.account, name } = named;
  if (!registry.answersAnywhere(name)) {
    if (region !== caller.region) throw regionNotReachable(region, caller.region);
    if (ownAccountOnly && account !== caller.account) throw accessDenied();
  }
  if (named.qualifier !== undefined && qualifier !== undefined && named.qualifier !== qualifier) {
    throw invalidParameterValue('The derived qualifier from the function name does not match the specified qualifier.');
  }
  const stated = qualifier ?? named.qualifier;
  return { account, region, name, ...(stated !== undefined && { qualifier: stated }) };
}

/** The key alone, for look-ups that know no qualifier. */
export function keyOf({ account, region, name }: FunctionTarget): FunctionKey {
  return { account, region, name };
}
