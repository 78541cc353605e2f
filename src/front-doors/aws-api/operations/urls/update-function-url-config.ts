import type { FunctionUrlConfig, FunctionUrlCors } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { checkAllowedMethods } from './allowed-methods.js';
import { showUpdatedUrl } from './show-url.js';
import { existingUrl, refuseMissingFunction, urlTarget, type UrlTargetInput } from './url-target.js';

interface UpdateUrlInput extends UrlTargetInput {
  readonly AuthType?: FunctionUrlConfig['authType'];
  readonly Cors?: FunctionUrlCors;
  readonly InvokeMode?: FunctionUrlConfig['invokeMode'];
}

/** Contract §4.12: what is left out stays, `Cors` is replaced as a whole and removed by an empty one. */
export const updateFunctionUrlConfig = operation<UpdateUrlInput>(async (input, context) => {
  const target = urlTarget(input, context);
  refuseMissingFunction(target, context);
  checkAllowedMethods(input.Cors);
  const before = existingUrl(target, context);
  const cors = input.Cors ?? before.cors ?? {};
  const url: FunctionUrlConfig = {
    urlId: before.urlId,
    target: before.target,
    authType: input.AuthType ?? before.authType,
    invokeMode: input.InvokeMode ?? before.invokeMode,
    ...(Object.keys(cors).length > 0 && { cors }),
    createdAtMs: before.createdAtMs,
    lastModifiedMs: context.clock.now(),
  };
  await context.registry.urls.put(target, url);
  const body = {
    ...showUpdatedUrl(url, context),
    ...(input.InvokeMode !== undefined && { InvokeMode: input.InvokeMode }),
  };
  return { status: 200, body };
});
