import { formatFunctionArn, resourceNotFound } from '../../../../model/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { checkRouting, type RoutingInput } from './alias-rules.js';
import { showAlias } from './show-alias.js';

interface UpdateAliasInput {
  readonly FunctionName: string;
  readonly Name: string;
  readonly FunctionVersion?: string;
  readonly Description?: string;
  readonly RoutingConfig?: RoutingInput;
  readonly RevisionId?: string;
}

/** Contract §4.6: what is left out stays, an empty `RoutingConfig` clears the weights. */
export const updateAlias = operation<UpdateAliasInput>(async (input, { functions, registry, caller }) => {
  const key = keyOf(functionTarget({ functionName: input.FunctionName, caller }, functions));
  const before = registry.aliases.find(key, input.Name);
  if (before === undefined) {
    throw resourceNotFound(`Alias not found: ${formatFunctionArn({ ...key, qualifier: input.Name })}`);
  }
  const routing = input.RoutingConfig;
  const weights = routing === undefined ? (before.weights ?? {}) : (routing.AdditionalVersionWeights ?? {});
  checkRouting(key, input.FunctionVersion ?? before.functionVersion, weights, registry);
  const alias = await registry.aliases.update(key, before, {
    ...(input.FunctionVersion !== undefined && { functionVersion: input.FunctionVersion }),
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.RevisionId !== undefined && { revisionId: input.RevisionId }),
    weights,
  });
  return { status: 200, body: showAlias(key, alias) };
});
