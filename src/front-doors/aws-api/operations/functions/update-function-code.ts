import { type Architecture, invalidParameterValue, functionRevisionMismatch } from '../../../../model/index.js';
import type { FunctionCode, FunctionRecord, FunctionSettings } from '../../../../registry/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import type { CodeInput } from './configuration-input.js';
import { operation, type OperationContext } from '../operation.js';
import { refusePublishTo } from '../rules/configuration-rules.js';
import { existingFunction } from '../rules/existence-rules.js';
import { refuseOtherThanLatest } from '../rules/latest-only-rule.js';
import { checkCodeStorage } from '../rules/code-storage-rule.js';
import { checkUnzippedTotal } from '../layers/resolve-layers.js';
import { showConfiguration } from './show-configuration.js';
import { storeZipCode } from './store-code.js';

interface UpdateFunctionCodeInput extends CodeInput {
  readonly FunctionName: string;
  readonly Architectures?: readonly Architecture[];
  readonly DryRun?: boolean;
  readonly RevisionId?: string;
  readonly Publish?: boolean;
  readonly PublishTo?: string;
}

/** Contract §4.4. Runs the old code until the answer is out. `DryRun` shows what would be and changes nothing. */
export const updateFunctionCode = operation<UpdateFunctionCodeInput>(async (input, context) => {
  const { functions, caller } = context;
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  refuseOtherThanLatest(target);
  refusePublishTo(input.PublishTo);
  const key = keyOf(target);
  const before = existingFunction(target, functions);
  if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw functionRevisionMismatch();
  const code = await codeFrom(input, before, context);
  checkCodeStorage(key, code, context);
  const architecture = input.Architectures?.[0] ?? before.settings.architecture;
  const settings = { ...before.settings, architecture };
  if (input.DryRun === true) return { status: 200, body: showConfiguration({ ...before, code, settings }) };
  const publishes = input.Publish === true;
  const update = {
    code,
    settings,
    publish: publishes,
    ...(input.RevisionId !== undefined && { revisionId: input.RevisionId }),
  };
  const record = await functions.update(key, update);
  return {
    status: 200,
    body: showConfiguration(record, publishes ? record.version : undefined),
    afterwards: () => {
      functions.settle(key);
    },
  };
});

async function codeFrom(
  input: UpdateFunctionCodeInput,
  { code: before, settings }: FunctionRecord,
  context: OperationContext,
): Promise<FunctionCode> {
  if (before.packageType === 'Image') {
    if (input.ImageUri !== undefined) return { packageType: 'Image', imageUri: input.ImageUri };
    throw invalidParameterValue('Please provide ImageUri when updating a function with packageType Image.');
  }
  if (input.ImageUri !== undefined) {
    throw invalidParameterValue("Please don't provide ImageUri when updating a function with packageType Zip.");
  }
  const code = await storeZipCode(input, context);
  if (code.packageType === 'Zip') checkUnzippedTotal(code.unzippedSize ?? 0, sizeOfLayers(settings));
  return code.packageType === 'Zip' ? { ...code, layers: before.layers } : code;
}

function sizeOfLayers({ layerVersions = [] }: FunctionSettings): number {
  return layerVersions.reduce((total, { unzippedSize }) => total + unzippedSize, 0);
}
