import { operation } from '../operation.js';
import { existingLayerVersion, type LayerVersionInput } from './existing-layer-version.js';
import { showLayerVersion } from './show-layer-version.js';

/** Contract §4.9. */
export const getLayerVersion = operation<LayerVersionInput>((input, context) => {
  return { status: 200, body: showLayerVersion(existingLayerVersion(input, context), context) };
});
