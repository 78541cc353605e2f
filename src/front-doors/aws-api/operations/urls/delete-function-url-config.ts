import { operation } from '../operation.js';
import { existingUrl, urlTarget, type UrlTargetInput } from './url-target.js';

/** Contract §4.12: 204, and 404 when there is none. */
export const deleteFunctionUrlConfig = operation<UrlTargetInput>(async (input, context) => {
  const target = urlTarget(input, context);
  existingUrl(target, context);
  await context.registry.urls.delete(target);
  return { status: 204 };
});
