import { formatFunctionArn, LATEST, resourceNotFound } from '../../../../model/index.js';
import type { EventInvokeConfig } from '../../../../registry/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

interface TargetInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** The function, version or alias; without a qualifier `$LATEST`. */
export function eventInvokeTarget(
  { FunctionName, Qualifier }: TargetInput,
  { functions, caller }: OperationContext,
): Required<FunctionTarget> {
  const target = functionTarget({ functionName: FunctionName, qualifier: Qualifier, caller }, functions);
  return { ...target, qualifier: target.qualifier ?? LATEST };
}

/** Put, Update and List say no more than this. */
export function refuseMissingTarget(target: FunctionTarget, { registry }: OperationContext): void {
  if (registry.versions.find(target) === undefined) throw resourceNotFound("The function doesn't exist.");
}

/** Get, Delete and Update say the same of a missing configuration and of a missing function. */
export function existingConfig(target: FunctionTarget, { registry }: OperationContext): EventInvokeConfig {
  const config = registry.eventInvokeConfigs.get(target);
  if (config !== undefined) return config;
  throw resourceNotFound(`The function ${formatFunctionArn(target)} doesn't have an EventInvokeConfig`);
}
