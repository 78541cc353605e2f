import type { FunctionRecord } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { pageOf, type PageInput, versionSortKey } from '../paging.js';
import { showListed } from './show-configuration.js';

interface ListFunctionsInput extends PageInput {
  readonly FunctionVersion?: 'ALL';
  readonly MasterRegion?: string;
}

/** Contract §2.5. Ordered by name; with `FunctionVersion=ALL` every version, with qualified ARNs. */
export const listFunctions = operation<ListFunctionsInput>((input, { functions, registry, caller }) => {
  const isForAll = input.FunctionVersion === 'ALL';
  const latest = functions.listIn(caller.account, caller.region);
  const records = isForAll ? latest.flatMap((record) => registry.versions.list(record)) : latest;
  const { items, next } = pageOf(records, sortKeyOf, input);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    Functions: items.map((record) => showListed(record, isForAll ? record.version : undefined)),
  };
  return { status: 200, body };
});

/** By name, then `$LATEST` and the versions by number. */
function sortKeyOf({ name, version }: FunctionRecord): string {
  return `${name} ${versionSortKey(version)}`;
}
