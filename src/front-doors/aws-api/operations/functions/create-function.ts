import { invalidParameterValue } from '../../../../model/index.js';
import type { FunctionCode, FunctionSettings } from '../../../../registry/index.js';
import { layerSettings, resolveLayers, withLayers } from '../layers/resolve-layers.js';
import { functionTarget, type FunctionTarget, keyOf } from '../../function-target.js';
import type { CreateFunctionInput } from './configuration-input.js';
import { mergeSettings } from './merge-settings.js';
import { refuseMissingCodeSigningConfig } from '../code-signing/existing-code-signing-config.js';
import { operation, type OperationContext } from '../operation.js';
import { checkCombinations } from '../rules/combination-rules.js';
import { checkConfiguration, refusePublishTo } from '../rules/configuration-rules.js';
import { checkDurableConfig } from '../rules/creation-only-rules.js';
import { refuseTakenName } from '../rules/existence-rules.js';
import { refuseOtherThanLatest } from '../rules/latest-only-rule.js';
import { checkTags } from '../rules/tag-rules.js';
import { checkCodeStorage } from '../rules/code-storage-rule.js';
import { showConfiguration } from './show-configuration.js';
import { storeZipCode } from './store-code.js';

/** Contract §4.1. The function is Pending until the answer is out. */
export const createFunction = operation<CreateFunctionInput>(async (input, context) => {
  const target = functionTarget(
    { functionName: input.FunctionName, caller: context.caller, ownAccountOnly: true },
    context.functions,
  );
  checkNameLength(input.FunctionName, target.name);
  refuseOtherThanLatest(target);
  checkPackage(input);
  refusePublishTo(input.PublishTo);
  refuseMissingCodeSigningConfig(input.CodeSigningConfigArn, context);
  checkConfiguration(input, context.runtimePolicy);
  checkDurableConfig(input);
  checkTags(input.Tags ?? {});
  context.checkRole?.(input.Role, context.caller);
  const key = keyOf(target);
  refuseTakenName(key, context.functions);
  const merged = mergeSettings(defaultsFor(input, target), input);
  checkCombinations(merged);
  const layers = resolveLayers(input.Layers ?? [], target, context);
  const code = withLayers(await codeFrom(input, context), layers, context.code);
  checkCodeStorage(key, code, context);
  const settings = { ...merged, ...layerSettings(layers) };
  const record = await context.functions.create({
    ...key,
    settings,
    code,
    tags: input.Tags ?? {},
    publish: input.Publish === true,
    ...(input.CodeSigningConfigArn !== undefined && { codeSigningConfigArn: input.CodeSigningConfigArn }),
  });
  return {
    status: 201,
    body: showConfiguration(record),
    afterwards: () => {
      context.functions.settle(key);
    },
  };
});

/** The one constraint violation that the service words like the model but answers as InvalidParameterValueException (contract §2.4). */
function checkNameLength(sent: string, name: string): void {
  if (name.length <= 64) return;
  throw invalidParameterValue(
    `1 validation error detected: Value '${sent}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  );
}

function checkPackage(input: CreateFunctionInput): void {
  if (input.PackageType === 'Image') {
    if (input.Handler !== undefined || input.Runtime !== undefined || input.Layers !== undefined) {
      throw invalidParameterValue(
        "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
      );
    }
    return;
  }
  if (input.Handler === undefined || input.Runtime === undefined) {
    throw invalidParameterValue(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
}

async function codeFrom({ Code, PackageType }: CreateFunctionInput, context: OperationContext): Promise<FunctionCode> {
  if (PackageType !== 'Image') return storeZipCode(Code, context);
  if (Code.ImageUri === undefined) throw invalidParameterValue('Please provide a source for function code.');
  return { packageType: 'Image', imageUri: Code.ImageUri };
}

function defaultsFor({ Role, Architectures }: CreateFunctionInput, { name }: FunctionTarget): FunctionSettings {
  return {
    role: Role,
    description: '',
    architecture: Architectures?.[0] ?? 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: `/aws/lambda/${name}` },
    shownOnly: {},
  };
}
