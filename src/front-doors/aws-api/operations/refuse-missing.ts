import { formatFunctionArn, functionNotFound, resourceNotFound } from '../../../model/index.js';
import type { FunctionTarget } from '../function-target.js';
import type { OperationContext } from './operation.js';

/** Refuses a function, version or alias that is not there, each in AWS's words. */
export function refuseMissing(target: FunctionTarget, { registry }: OperationContext): void {
  if (registry.versions.find(target) !== undefined) return;
  const arn = formatFunctionArn(target);
  const isAlias = target.qualifier !== undefined && !/^\d+$/.test(target.qualifier);
  const hasFunction = registry.functions.find(target) !== undefined;
  if (isAlias && hasFunction) throw resourceNotFound(`Cannot find alias arn: ${arn}`);
  throw functionNotFound(arn);
}
