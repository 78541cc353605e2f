import type { LayerVersion } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';
import { layerArn, layerVersionArn } from './layer-arn.js';

/** A layer version as Publish and Get show it, with a link to its zip (contract §4.9). */
export function showLayerVersion(
  version: LayerVersion,
  { baseUrl, codeLocations }: OperationContext,
): Readonly<Record<string, unknown>> {
  return {
    Content: {
      Location: `${baseUrl}${codeLocations.presignArchive(version.digest)}`,
      CodeSha256: Buffer.from(version.digest, 'hex').toString('base64'),
      CodeSize: version.size,
    },
    LayerArn: layerArn(version),
    ...showListedLayerVersion(version),
  };
}

/** As lists show it; what was not sent is absent. */
export function showListedLayerVersion(version: LayerVersion): Readonly<Record<string, unknown>> {
  const { compatibleRuntimes, compatibleArchitectures, licenseInfo } = version;
  return {
    LayerVersionArn: layerVersionArn(version),
    Version: version.version,
    Description: version.description,
    CreatedDate: new Date(version.createdAtMs).toISOString().replace('Z', '+0000'),
    ...(compatibleRuntimes !== undefined && { CompatibleRuntimes: compatibleRuntimes }),
    ...(compatibleArchitectures !== undefined && { CompatibleArchitectures: compatibleArchitectures }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
  };
}
