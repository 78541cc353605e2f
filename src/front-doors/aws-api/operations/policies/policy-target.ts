import {
  formatFunctionArn,
  functionNotFound,
  invalidParameterValue,
  LATEST,
  resourceNotFound,
} from '../../../../model/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

export interface PolicyTargetInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** What a policy belongs to: the function, a version or an alias, never `$LATEST` by name (contract §4.10). */
export function policyTarget(input: PolicyTargetInput, { functions, caller }: OperationContext): FunctionTarget {
  const target = functionTarget({ functionName: input.FunctionName, qualifier: input.Qualifier, caller }, functions);
  if (target.qualifier === LATEST) {
    throw invalidParameterValue(`We currently do not support adding policies for ${LATEST}.`);
  }
  return target;
}

/** Refuses a function, version or alias that is not there, each in AWS's words. */
export function refuseMissing(target: FunctionTarget, { registry }: OperationContext): void {
  if (registry.versions.find(target) !== undefined) return;
  const arn = formatFunctionArn(target);
  const isAlias = target.qualifier !== undefined && !/^\d+$/.test(target.qualifier);
  const hasFunction = registry.functions.find(target) !== undefined;
  if (isAlias && hasFunction) throw resourceNotFound(`Cannot find alias arn: ${arn}`);
  throw functionNotFound(arn);
}
