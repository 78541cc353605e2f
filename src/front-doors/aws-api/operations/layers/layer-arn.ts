import { partitionOf } from '../../../../model/index.js';
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
