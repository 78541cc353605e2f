import { formatFunctionArn } from '../../../../model/index.js';
import type { FunctionUrlConfig } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

/** `FunctionUrlConfig` as Create shows it; `InvokeMode` there and in Update only when it was sent (contract §0, rule 15). */
export function showCreatedUrl(
  url: FunctionUrlConfig,
  { functionUrl }: OperationContext,
): Readonly<Record<string, unknown>> {
  return {
    FunctionUrl: functionUrl(url),
    FunctionArn: formatFunctionArn(url.target),
    AuthType: url.authType,
    ...(url.cors !== undefined && { Cors: url.cors }),
    CreationTime: new Date(url.createdAtMs).toISOString(),
  };
}

/** As Get and List show it. */
export function showUrl(url: FunctionUrlConfig, context: OperationContext): Readonly<Record<string, unknown>> {
  return { ...showUpdatedUrl(url, context), InvokeMode: url.invokeMode };
}

export function showUpdatedUrl(url: FunctionUrlConfig, context: OperationContext): Readonly<Record<string, unknown>> {
  return { ...showCreatedUrl(url, context), LastModifiedTime: new Date(url.lastModifiedMs).toISOString() };
}
