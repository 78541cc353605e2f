import { keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { pageOfQualified, type PageInput } from '../paging.js';
import { eventInvokeTarget, refuseMissingTarget } from './event-invoke-target.js';
import { showEventInvokeConfig } from './show-event-invoke-config.js';

/** Contract §4.13: `$LATEST` first, then versions, then aliases. */
export const listFunctionEventInvokeConfigs = operation<PageInput & { readonly FunctionName: string }>(
  (input, context) => {
    const target = eventInvokeTarget(input, context);
    refuseMissingTarget(target, context);
    const key = keyOf(target);
    const { items, next } = pageOfQualified(context.registry.eventInvokeConfigs.list(key), input);
    const body = {
      FunctionEventInvokeConfigs: items.map(({ qualifier, value }) =>
        showEventInvokeConfig({ ...key, qualifier }, value),
      ),
      ...(next !== undefined && { NextMarker: next }),
    };
    return { status: 200, body };
  },
);
