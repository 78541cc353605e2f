import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { showCodeSigningConfig } from './show-code-signing-config.js';

/** Contract §4.14. */
export const listCodeSigningConfigs = operation<PageInput>((input, { caller, registry }) => {
  const { items, next } = pageOf(registry.codeSigningConfigs.list(caller), ({ id }) => id, input);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    CodeSigningConfigs: items.map(showCodeSigningConfig),
  };
  return { status: 200, body };
});
