import { formatFunctionArn, resourceConflict } from '../../../../model/index.js';
import type { FunctionUrlConfig, FunctionUrlCors } from '../../../../registry/index.js';
import { refuseIsolatedTenants } from '../rules/creation-only-rules.js';
import { operation } from '../operation.js';
import { checkAllowedMethods } from './allowed-methods.js';
import { showCreatedUrl } from './show-url.js';
import { refuseMissingFunction, urlTarget, type UrlTargetInput } from './url-target.js';

interface CreateUrlInput extends UrlTargetInput {
  readonly AuthType: FunctionUrlConfig['authType'];
  readonly Cors?: FunctionUrlCors;
  readonly InvokeMode?: FunctionUrlConfig['invokeMode'];
}

/** Contract §4.12. The URL needs no published version and survives updates. */
export const createFunctionUrlConfig = operation<CreateUrlInput>(async (input, context) => {
  const { urls } = context.registry;
  const target = urlTarget(input, context);
  refuseMissingFunction(target, context);
  refuseIsolatedTenants(context.registry.versions.find(target), 'A function URL');
  checkAllowedMethods(input.Cors);
  if (urls.get(target) !== undefined) {
    throw resourceConflict(
      `Failed to create function url config for [functionArn = ${formatFunctionArn(target)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }
  const nowMs = context.clock.now();
  const url: FunctionUrlConfig = {
    urlId: urls.idFor(target),
    target,
    authType: input.AuthType,
    invokeMode: input.InvokeMode ?? 'BUFFERED',
    ...(input.Cors !== undefined && { cors: input.Cors }),
    createdAtMs: nowMs,
    lastModifiedMs: nowMs,
  };
  await urls.put(target, url);
  const body = {
    ...showCreatedUrl(url, context),
    ...(input.InvokeMode !== undefined && { InvokeMode: input.InvokeMode }),
  };
  return { status: 201, body };
});
