import { deleteProvisionedConcurrencyConfig } from './delete-provisioned-concurrency-config.js';
import { getProvisionedConcurrencyConfig } from './get-provisioned-concurrency-config.js';
import { listProvisionedConcurrencyConfigs } from './list-provisioned-concurrency-configs.js';
import { putProvisionedConcurrencyConfig } from './put-provisioned-concurrency-config.js';

/** By the names of the service model. */
export const provisionedOperations = {
  DeleteProvisionedConcurrencyConfig: deleteProvisionedConcurrencyConfig,
  GetProvisionedConcurrencyConfig: getProvisionedConcurrencyConfig,
  ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs,
  PutProvisionedConcurrencyConfig: putProvisionedConcurrencyConfig,
};
