import { invalidParameterValue, resourceNotFound } from '../../../../model/index.js';
import type { LayerVersion } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';
import { layerVersionArn, ownLayer, reachableLayer } from './layer-arn.js';

export interface LayerVersionInput {
  readonly LayerName: string;
  readonly VersionNumber: number;
}

/** What GetLayerVersion finds. */
export function existingLayerVersion(input: LayerVersionInput, { caller, registry }: OperationContext): LayerVersion {
  refuseNumber(input.VersionNumber);
  const target = reachableLayer(input.LayerName, caller);
  const version = registry.layers.find(target, target.layerName, input.VersionNumber);
  if (version === undefined) throw resourceNotFound('The resource you requested does not exist.');
  return version;
}

/** The same for the operations on its policy, which have other words. */
export function layerVersionWithPolicy(input: LayerVersionInput, { caller, registry }: OperationContext): LayerVersion {
  const target = ownLayer(input.LayerName, caller);
  const version = registry.layers.find(target, target.layerName, input.VersionNumber);
  if (version !== undefined) return version;
  const arn = layerVersionArn({ ...target, version: input.VersionNumber });
  throw resourceNotFound(`Layer version ${arn} does not exist.`);
}

export function refuseNumber(version: number): void {
  if (version < 1) throw invalidParameterValue('Layer Version Cannot be less than 1');
}
