import { invalidParameterValue, LATEST } from '../../../../model/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';
import { refuseMissing } from '../refuse-missing.js';

export interface ProvisionedInput {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** A published version or an alias that is there; `refusal` says why `$LATEST` is none (contract §4.8). */
export function provisionedTarget(
  input: ProvisionedInput,
  context: OperationContext,
  refusal: string,
): Required<FunctionTarget> {
  const { functions, caller } = context;
  const { qualifier = '', ...key } = functionTarget(
    { functionName: input.FunctionName, qualifier: input.Qualifier, caller },
    functions,
  );
  const target = { ...key, qualifier };
  if (qualifier === LATEST) throw invalidParameterValue(refusal);
  refuseMissing(target, context);
  return target;
}

export const readRefusal = 'The function resource provided must be an alias or a published version.';
