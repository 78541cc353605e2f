import { createCapacityProvider } from './create-capacity-provider.js';
import { deleteCapacityProvider } from './delete-capacity-provider.js';
import { getCapacityProvider } from './get-capacity-provider.js';
import { getFunctionScalingConfig } from './get-function-scaling-config.js';
import { listCapacityProviders } from './list-capacity-providers.js';
import { listFunctionVersionsByCapacityProvider } from './list-function-versions-by-capacity-provider.js';
import { putFunctionScalingConfig } from './put-function-scaling-config.js';
import { updateCapacityProvider } from './update-capacity-provider.js';

/** By the names of the service model. */
export const capacityOperations = {
  CreateCapacityProvider: createCapacityProvider,
  DeleteCapacityProvider: deleteCapacityProvider,
  GetCapacityProvider: getCapacityProvider,
  GetFunctionScalingConfig: getFunctionScalingConfig,
  ListCapacityProviders: listCapacityProviders,
  ListFunctionVersionsByCapacityProvider: listFunctionVersionsByCapacityProvider,
  PutFunctionScalingConfig: putFunctionScalingConfig,
  UpdateCapacityProvider: updateCapacityProvider,
};
