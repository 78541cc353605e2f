import { operation } from '../operation.js';
import { type LayerVersionInput, refuseNumber } from './existing-layer-version.js';
import { ownLayer } from './layer-arn.js';

/** Contract §4.9: 204 always; functions that have the version keep it. */
export const deleteLayerVersion = operation<LayerVersionInput>(async (input, { caller, registry }) => {
  refuseNumber(input.VersionNumber);
  const target = ownLayer(input.LayerName, caller);
  await registry.layers.delete(target, target.layerName, input.VersionNumber);
  return { status: 204 };
});
