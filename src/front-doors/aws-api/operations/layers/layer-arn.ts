import { accessDenied, partitionOf, resourceNotFound } from '../../../../model/index.js';
import type { LayerVersion, Locality } from '../../../../registry/index.js';

/** A layer by name or ARN; a name means the caller's own. */
export interface LayerTarget extends Locality {
  readonly layerName: string;
}

export function layerTarget(nameOrArn: string, { account, region }: Locality): LayerTarget {
  const parts = nameOrArn.split(':');
  if (parts.length < 7) return { account, region, layerName: nameOrArn };
  return { account: parts[4] ?? account, region: parts[3] ?? region, layerName: parts[6] ?? '' };
}

/** The same for an operation of the caller's region, where those of other regions are not reachable. */
export function reachableLayer(nameOrArn: string, caller: Locality): LayerTarget {
  const target = layerTarget(nameOrArn, caller);
  if (target.region === caller.region) return target;
  throw resourceNotFound(`Layers from '${target.region}' are not reachable in this region ('${caller.region}')`);
}

/** The same for an operation that nobody can be permitted on another account's layer. */
export function ownLayer(nameOrArn: string, caller: Locality): LayerTarget {
  const target = reachableLayer(nameOrArn, caller);
  if (target.account !== caller.account) throw accessDenied();
  return target;
}

/** A layer version's ARN, taken apart; the service model has checked its form. */
export function layerVersionIn(arn: string, caller: Locality): LayerTarget & { readonly version: number } {
  return { ...layerTarget(arn, caller), version: Number(arn.split(':')[7]) };
}

export function layerArn({ account, region, layerName }: LayerTarget): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:layer:${layerName}`;
}

export function layerVersionArn(version: LayerTarget & Pick<LayerVersion, 'version'>): string {
  return `${layerArn(version)}:${version.version}`;
}
