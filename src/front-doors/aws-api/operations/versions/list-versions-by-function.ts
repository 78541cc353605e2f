import { functionTarget, keyOf } from '../../function-target.js';
import { showListed } from '../functions/show-configuration.js';
import { operation } from '../operation.js';
import { pageOf, type PageInput, versionSortKey } from '../paging.js';
import { existingFunction } from '../rules/existence-rules.js';

interface ListVersionsInput extends PageInput {
  readonly FunctionName: string;
}

/** Contract §4.5: `$LATEST`, then the oldest version first, each with its qualified ARN. */
export const listVersionsByFunction = operation<ListVersionsInput>((input, { functions, registry, caller }) => {
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  existingFunction(target, functions);
  const versions = registry.versions.list(keyOf(target));
  const { items, next } = pageOf(versions, ({ version }) => versionSortKey(version), input);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    Versions: items.map((record) => showListed(record, record.version)),
  };
  return { status: 200, body };
});
