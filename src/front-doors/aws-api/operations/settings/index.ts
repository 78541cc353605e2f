import { getFunctionRecursionConfig } from './get-function-recursion-config.js';
import { getRuntimeManagementConfig } from './get-runtime-management-config.js';
import { putFunctionRecursionConfig } from './put-function-recursion-config.js';
import { putRuntimeManagementConfig } from './put-runtime-management-config.js';

/** By the names of the service model. */
export const settingOperations = {
  GetFunctionRecursionConfig: getFunctionRecursionConfig,
  GetRuntimeManagementConfig: getRuntimeManagementConfig,
  PutFunctionRecursionConfig: putFunctionRecursionConfig,
  PutRuntimeManagementConfig: putRuntimeManagementConfig,
};
