import { functionRevisionMismatch, invalidParameterValue } from '../../../../model/index.js';
import { layerSettings, resolveLayers, withLayers, withoutLayers } from '../layers/resolve-layers.js';
import { functionTarget, keyOf } from '../../function-target.js';
import type { ConfigurationInput } from './configuration-input.js';
import { mergeSettings } from './merge-settings.js';
import { operation } from '../operation.js';
import { checkCombinations } from '../rules/combination-rules.js';
import { checkConfiguration } from '../rules/configuration-rules.js';
import { refuseDurableLater } from '../rules/creation-only-rules.js';
import { existingFunction } from '../rules/existence-rules.js';
import { refuseOtherThanLatest } from '../rules/latest-only-rule.js';
import { showConfiguration } from './show-configuration.js';

interface UpdateFunctionConfigurationInput extends ConfigurationInput {
  readonly FunctionName: string;
  readonly RevisionId?: string;
}

/** Contract §4.4: merges; runs the old configuration until the answer is out. */
export const updateFunctionConfiguration = operation<UpdateFunctionConfigurationInput>(async (input, context) => {
  const { functions, caller } = context;
  const target = functionTarget({ functionName: input.FunctionName, caller, ownAccountOnly: true }, functions);
  refuseOtherThanLatest(target);
  const key = keyOf(target);
  const before = existingFunction(target, functions);
  if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw functionRevisionMismatch();
  if (before.code.packageType === 'Image' && (input.Layers?.length ?? 0) > 0) {
    throw invalidParameterValue('Lambda layers are not supported for functions created with container images.');
  }
  refuseDurableLater(input, before);
  checkConfiguration(input, context.runtimePolicy, before.settings);
  context.checkRole?.(input.Role, caller);
  const merged = mergeSettings(before.settings, input);
  checkCombinations(merged, before.settings);
  const layers = input.Layers === undefined ? undefined : resolveLayers(input.Layers, target, context);
  const code = layers === undefined ? before.code : withLayers(before.code, layers, context.code);
  const settings = layers === undefined ? merged : { ...withoutLayers(merged), ...layerSettings(layers) };
  const record = await functions.update(key, {
    settings,
    code,
    ...(input.RevisionId !== undefined && { revisionId: input.RevisionId }),
  });
  return {
    status: 200,
    body: showConfiguration(record),
    afterwards: () => {
      functions.settle(key);
    },
  };
});
