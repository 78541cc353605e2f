import { operation } from '../operation.js';
import { existingLayerVersion } from './existing-layer-version.js';
import { layerVersionIn } from './layer-arn.js';
import { showLayerVersion } from './show-layer-version.js';

/** Contract §4.9. */
export const getLayerVersionByArn = operation<{ readonly Arn: string }>(({ Arn }, context) => {
  const { version } = layerVersionIn(Arn, context.caller);
  const found = existingLayerVersion({ LayerName: Arn, VersionNumber: version }, context);
  return { status: 200, body: showLayerVersion(found, context) };
});
