import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { existingFunction } from '../rules/existence-rules.js';
import { showAlias } from './show-alias.js';

interface ListAliasesInput extends PageInput {
  readonly FunctionName: string;
  readonly FunctionVersion?: string;
}

/** Contract §4.6, by name; `FunctionVersion` leaves out the aliases of other versions. */
export const listAliases = operation<ListAliasesInput>((input, { functions, registry, caller }) => {
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  existingFunction(target, functions);
  const key = keyOf(target);
  const { FunctionVersion: version } = input;
  const aliases = registry.aliases
    .list(key)
    .filter(({ functionVersion }) => version === undefined || functionVersion === version);
  const { items, next } = pageOf(aliases, ({ name }) => name, input);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    Aliases: items.map((alias) => showAlias(key, alias)),
  };
  return { status: 200, body };
});
