import { createFunction } from './create-function.js';
import { deleteFunction } from './delete-function.js';
import { getAccountSettings } from './get-account-settings.js';
import { getFunction } from './get-function.js';
import { getFunctionConfiguration } from './get-function-configuration.js';
import { invokeAsync } from './invoke-async.js';
import { listFunctions } from './list-functions.js';
import { updateFunctionCode } from './update-function-code.js';
import { updateFunctionConfiguration } from './update-function-configuration.js';

/** By the names of the service model. */
export const functionOperations = {
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  GetAccountSettings: getAccountSettings,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  InvokeAsync: invokeAsync,
  ListFunctions: listFunctions,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
};
