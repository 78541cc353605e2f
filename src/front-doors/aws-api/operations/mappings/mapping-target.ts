import { invalidParameterValue } from '../../../../model/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import { refuseIsolatedTenants } from '../rules/creation-only-rules.js';
import type { OperationContext } from '../operation.js';

/** The function of a mapping, with its qualifier; one that is not there is a wrong parameter here, not a missing thing. */
export function mappingTarget(functionName: string, { functions, registry, caller }: OperationContext): FunctionTarget {
  const target = functionTarget({ functionName, caller }, functions);
  const version = registry.versions.find(target);
  if (version === undefined) throw invalidParameterValue('Function does not exist');
  refuseIsolatedTenants(version, 'An event source mapping');
  return target;
}
