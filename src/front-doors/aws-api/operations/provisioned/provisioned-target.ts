import {
  formatFunctionArn,
  functionNotFound,
  invalidParameterValue,
  LATEST,
  resourceNotFound,
} from '../../../../model/index.js';
import { functionTarget, keyOf, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

export interface ProvisionedInput {
  readonly FunctionName: string;
  readonly Qualifier: string;
}

/** A published version or an alias that is there; `refusal` says why `$LATEST` is none (contract §4.8). */
export function provisionedTarget(
  input: ProvisionedInput,
  { functions, registry, caller }: OperationContext,
  refusal: string,
): Required<FunctionTarget> {
  const { qualifier = '', ...key } = functionTarget(
    { functionName: input.FunctionName, qualifier: input.Qualifier, caller },
    functions,
  );
  const target = { ...key, qualifier };
  if (qualifier === LATEST) throw invalidParameterValue(refusal);
  if (registry.versions.find(target) !== undefined) return target;
  const arn = formatFunctionArn(target);
  if (/^\d+$/.test(qualifier) || functions.find(keyOf(target)) === undefined) throw functionNotFound(arn);
  throw resourceNotFound(`Cannot find alias arn: ${arn}`);
}

export const readRefusal = 'The function resource provided must be an alias or a published version.';
