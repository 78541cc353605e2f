import { formatFunctionArn, resourceConflict } from '../../../../model/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { checkRouting, type RoutingInput } from './alias-rules.js';
import { showAlias } from './show-alias.js';

interface CreateAliasInput {
  readonly FunctionName: string;
  readonly Name: string;
  readonly FunctionVersion: string;
  readonly Description?: string;
  readonly RoutingConfig?: RoutingInput;
}

/** Contract §4.6. A missing function is told by the version that the alias would point to. */
export const createAlias = operation<CreateAliasInput>(async (input, { functions, registry, caller }) => {
  const key = keyOf(functionTarget({ functionName: input.FunctionName, caller }, functions));
  const weights = input.RoutingConfig?.AdditionalVersionWeights ?? {};
  checkRouting(key, input.FunctionVersion, weights, registry);
  if (registry.aliases.find(key, input.Name) !== undefined) {
    throw resourceConflict(`Alias already exists: ${formatFunctionArn({ ...key, qualifier: input.Name })}`);
  }
  const alias = await registry.aliases.create(key, {
    name: input.Name,
    functionVersion: input.FunctionVersion,
    description: input.Description ?? '',
    ...(Object.keys(weights).length > 0 && { weights }),
  });
  return { status: 201, body: showAlias(key, alias) };
});
