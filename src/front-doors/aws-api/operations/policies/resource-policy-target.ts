import { resourceNotFound } from '../../../../model/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

export interface ResourcePolicyInput {
  readonly ResourceArn: string;
}

/** The function, version or alias that the ARN names, which must be there (contract §4.10). */
export function resourcePolicyTarget(
  { ResourceArn }: ResourcePolicyInput,
  { functions, registry, caller }: OperationContext,
): FunctionTarget {
  const target = functionTarget({ functionName: ResourceArn, caller }, functions);
  if (registry.versions.find(target) === undefined) throw missingPolicy();
  return target;
}

export function missingPolicy(): Error {
  return resourceNotFound('The resource you requested does not exist.');
}
