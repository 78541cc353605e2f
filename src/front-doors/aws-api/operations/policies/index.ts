import { addPermission } from './add-permission.js';
import { deleteResourcePolicy } from './delete-resource-policy.js';
import { getPolicy } from './get-policy.js';
import { getResourcePolicy } from './get-resource-policy.js';
import { putResourcePolicy } from './put-resource-policy.js';
import { removePermission } from './remove-permission.js';

/** By the names of the service model. */
export const policyOperations = {
  AddPermission: addPermission,
  DeleteResourcePolicy: deleteResourcePolicy,
  GetPolicy: getPolicy,
  GetResourcePolicy: getResourcePolicy,
  PutResourcePolicy: putResourcePolicy,
  RemovePermission: removePermission,
};
