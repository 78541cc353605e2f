import { invalidParameterValue } from '../../../../model/index.js';
import { functionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';
import { existingVersion } from '../rules/existence-rules.js';

export interface ScalingInput {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** Scaling belongs to functions on capacity providers, of which there are none here: an ordinary function is refused, a missing one not found. */
export function refuseScaling(input: ScalingInput, { functions, registry, caller }: OperationContext): never {
  const target = functionTarget({ functionName: input.FunctionName, qualifier: input.Qualifier, caller }, functions);
  existingVersion(target, registry.versions);
  throw invalidParameterValue(
    `Hearth: the function "${target.name}" is not on a capacity provider, so it has no scaling configuration.`,
  );
}
