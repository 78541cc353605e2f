import { formatFunctionArn } from '../../../../model/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { pageOfQualified, type PageInput } from '../paging.js';
import { existingFunction } from '../rules/existence-rules.js';
import { showProvisioned } from './show-provisioned.js';

/** Contract §4.8. */
export const listProvisionedConcurrencyConfigs = operation<PageInput & { readonly FunctionName: string }>(
  (input, context) => {
    const { functions, registry, caller } = context;
    const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
    existingFunction(target, functions);
    const key = keyOf(target);
    const { items, next } = pageOfQualified(registry.provisioned.list(key), input);
    const body = {
      ProvisionedConcurrencyConfigs: items.map(({ qualifier, value }) => ({
        FunctionArn: formatFunctionArn({ ...key, qualifier }),
        ...showProvisioned(value, context),
      })),
      ...(next !== undefined && { NextMarker: next }),
    };
    return { status: 200, body };
  },
);
