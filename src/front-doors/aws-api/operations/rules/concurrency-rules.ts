import { formatFunctionArn, functionNotFound, invalidParameterValue, LATEST } from '../../../../model/index.js';
import type { FunctionRegistry } from '../../../../registry/index.js';
import { type FunctionTarget, keyOf } from '../../function-target.js';

/** Reservations belong to whole functions. */
export function refuseQualifier({ qualifier }: FunctionTarget): void {
  if (qualifier === undefined) return;
  throw invalidParameterValue(
    'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
  );
}

/** PutFunctionConcurrency names `$LATEST` in its refusal, unlike its siblings (contract §3.5). */
export function refuseUnlessItExists(target: FunctionTarget, functions: FunctionRegistry): void {
  const key = keyOf(target);
  if (functions.find(key) === undefined) throw functionNotFound(formatFunctionArn({ ...key, qualifier: LATEST }));
}
