import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { reachableLayer } from './layer-arn.js';
import { isCompatible, type LayerFilter } from './layer-filter.js';
import { showListedLayerVersion } from './show-layer-version.js';

interface ListLayerVersionsInput extends PageInput, LayerFilter {
  readonly LayerName: string;
}

const moreThanAnyNumber = 1e15;

/** Contract §4.9: newest first; nothing for a layer that is not there. */
export const listLayerVersions = operation<ListLayerVersionsInput>((input, { caller, registry }) => {
  const target = reachableLayer(input.LayerName, caller);
  const versions = registry.layers
    .versionsOf(target, target.layerName)
    .filter((version) => isCompatible(version, input));
  const { items, next } = pageOf(versions, ({ version }) => String(moreThanAnyNumber - version), input);
  const body = { ...(next !== undefined && { NextMarker: next }), LayerVersions: items.map(showListedLayerVersion) };
  return { status: 200, body };
});
