import { invalidParameterValue, LATEST } from '../../../../model/index.js';
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
