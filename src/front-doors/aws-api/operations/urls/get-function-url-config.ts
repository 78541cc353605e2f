import { operation } from '../operation.js';
import { showUrl } from './show-url.js';
import { existingUrl, urlTarget, type UrlTargetInput } from './url-target.js';

/** Contract §4.12. */
export const getFunctionUrlConfig = operation<UrlTargetInput>((input, context) => {
  const url = existingUrl(urlTarget(input, context), context);
  return { status: 200, body: showUrl(url, context) };
});
