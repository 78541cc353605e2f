import { keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { pageOfQualified, type PageInput } from '../paging.js';
import { showUrl } from './show-url.js';
import { refuseMissingFunction, urlTarget } from './url-target.js';

/** Contract §4.12: the function's own URL first, then those of its aliases. */
export const listFunctionUrlConfigs = operation<PageInput & { readonly FunctionName: string }>((input, context) => {
  const target = urlTarget(input, context);
  refuseMissingFunction(target, context);
  const { items, next } = pageOfQualified(context.registry.urls.list(keyOf(target)), input);
  const body = {
    FunctionUrlConfigs: items.map(({ value }) => showUrl(value, context)),
    ...(next !== undefined && { NextMarker: next }),
  };
  return { status: 200, body };
});
