import { resourceNotFound } from '../../../../model/index.js';
import type { FunctionUrlConfig } from '../../../../registry/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

export interface UrlTargetInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

export function urlTarget({ FunctionName, Qualifier }: UrlTargetInput, context: OperationContext): FunctionTarget {
  const { functions, caller } = context;
  return functionTarget({ functionName: FunctionName, qualifier: Qualifier, caller }, functions);
}

/** Create, Update and List say so of a function or an alias that is not there. */
export function refuseMissingFunction(target: FunctionTarget, { registry }: OperationContext): void {
  if (registry.versions.find(target) === undefined) throw resourceNotFound('Function does not exist');
}

/** Get, Update and Delete say so of a URL that is not there, whatever else is missing. */
export function existingUrl(target: FunctionTarget, { registry }: OperationContext): FunctionUrlConfig {
  const url = registry.urls.get(target);
  if (url === undefined) throw resourceNotFound('The resource you requested does not exist.');
  return url;
}
