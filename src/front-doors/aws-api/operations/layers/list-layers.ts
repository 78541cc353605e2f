import type { LayerVersion } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { layerArn } from './layer-arn.js';
import { isCompatible, type LayerFilter } from './layer-filter.js';
import { showListedLayerVersion } from './show-layer-version.js';

/** Contract §4.9: each layer with its newest version that matches; layers without one are left out. */
export const listLayers = operation<PageInput & LayerFilter>((input, { caller, registry }) => {
  const newest = new Map<string, LayerVersion>();
  for (const version of registry.layers.list(caller)) {
    const best = newest.get(version.layerName);
    if (isCompatible(version, input) && (best?.version ?? 0) < version.version) newest.set(version.layerName, version);
  }
  const layers = [...newest.values()].sort((a, b) => (a.layerName < b.layerName ? -1 : 1));
  const { items, next } = pageOf(layers, ({ layerName }) => layerName, input);
  const body = {
    ...(next !== undefined && { NextMarker: next }),
    Layers: items.map((version) => ({
      LayerName: version.layerName,
      LayerArn: layerArn(version),
      LatestMatchingVersion: showListedLayerVersion(version),
    })),
  };
  return { status: 200, body };
});
