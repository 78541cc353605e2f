import type { CodeInput } from '../functions/configuration-input.js';
import { storeZip } from '../functions/store-code.js';
import { operation } from '../operation.js';
import { checkCodeStorage } from '../rules/code-storage-rule.js';
import { ownLayer } from './layer-arn.js';
import { showLayerVersion } from './show-layer-version.js';

interface PublishLayerVersionInput {
  readonly LayerName: string;
  readonly Description?: string;
  readonly Content: CodeInput;
  readonly CompatibleRuntimes?: readonly string[];
  readonly CompatibleArchitectures?: readonly string[];
  readonly LicenseInfo?: string;
}

/** Contract §4.9: a new version of a layer, with a number that it never had. */
export const publishLayerVersion = operation<PublishLayerVersionInput>(async (input, context) => {
  const { caller, registry, clock } = context;
  const target = ownLayer(input.LayerName, caller);
  const { digest, size, unzippedSize } = await storeZip(input.Content, context);
  checkCodeStorage(target, size, context);
  const version = await registry.layers.publish({
    ...target,
    description: input.Description ?? '',
    digest,
    size,
    unzippedSize,
    createdAtMs: clock.now(),
    ...(input.CompatibleRuntimes !== undefined && { compatibleRuntimes: input.CompatibleRuntimes }),
    ...(input.CompatibleArchitectures !== undefined && { compatibleArchitectures: input.CompatibleArchitectures }),
    ...(input.LicenseInfo !== undefined && { licenseInfo: input.LicenseInfo }),
  });
  return { status: 201, body: showLayerVersion(version, context) };
});
