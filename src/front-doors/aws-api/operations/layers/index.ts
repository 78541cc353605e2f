import { addLayerVersionPermission } from './add-layer-version-permission.js';
import { deleteLayerVersion } from './delete-layer-version.js';
import { getLayerVersion } from './get-layer-version.js';
import { getLayerVersionByArn } from './get-layer-version-by-arn.js';
import { getLayerVersionPolicy } from './get-layer-version-policy.js';
import { listLayerVersions } from './list-layer-versions.js';
import { listLayers } from './list-layers.js';
import { publishLayerVersion } from './publish-layer-version.js';
import { removeLayerVersionPermission } from './remove-layer-version-permission.js';

/** By the names of the service model. */
export const layerOperations = {
  AddLayerVersionPermission: addLayerVersionPermission,
  DeleteLayerVersion: deleteLayerVersion,
  GetLayerVersion: getLayerVersion,
  GetLayerVersionByArn: getLayerVersionByArn,
  GetLayerVersionPolicy: getLayerVersionPolicy,
  ListLayerVersions: listLayerVersions,
  ListLayers: listLayers,
  PublishLayerVersion: publishLayerVersion,
  RemoveLayerVersionPermission: removeLayerVersionPermission,
};
