import { operation } from './operation.js';
import { pageOf, type PageInput } from './paging.js';
import { showListed } from './show-configuration.js';

interface ListFunctionsInput extends PageInput {
  readonly FunctionVersion?: 'ALL';
  readonly MasterRegion?: string;
}

/** Contract §2.5. Ordered by name; with `FunctionVersion=ALL` the ARNs are qualified. */
export const listFunctions = operation<ListFunctionsInput>((input, { functions, caller }) => {
  const records = functions.listIn(caller.account, caller.region);
  const { items, next } = pageOf(records, ({ name }) => name, input);
  const qualifier = input.FunctionVersion === 'ALL' ? '$LATEST' : undefined;
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    Functions: items.map((record) => showListed(record, qualifier)),
  };
  return { status: 200, body };
});
