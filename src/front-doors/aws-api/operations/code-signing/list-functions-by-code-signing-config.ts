import { formatFunctionArn } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { type CodeSigningInput, existingCodeSigningConfig } from './existing-code-signing-config.js';
import { functionsUsing } from './functions-using.js';

/** Contract §4.14. */
export const listFunctionsByCodeSigningConfig = operation<PageInput & CodeSigningInput>((input, context) => {
  const { arn } = existingCodeSigningConfig(input, context);
  const { items, next } = pageOf(functionsUsing(arn, context), ({ name }) => name, input);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    FunctionArns: items.map(({ account, region, name }) => formatFunctionArn({ account, region, name })),
  };
  return { status: 200, body };
});
