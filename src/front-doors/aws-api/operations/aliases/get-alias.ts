import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingAlias } from './alias-rules.js';
import { showAlias } from './show-alias.js';

export interface AliasInput {
  readonly FunctionName: string;
  readonly Name: string;
}

/** Contract §4.6. */
export const getAlias = operation<AliasInput>((input, { functions, registry, caller }) => {
  const key = keyOf(functionTarget({ functionName: input.FunctionName, caller }, functions));
  return { status: 200, body: showAlias(key, existingAlias(key, input.Name, registry)) };
});
