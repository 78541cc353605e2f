import { invalidParameterValue } from '../../../model/index.js';
import { createFunction } from './create-function.js';
import { deleteFunction } from './delete-function.js';
import { deleteFunctionConcurrency } from './delete-function-concurrency.js';
import { getAccountSettings } from './get-account-settings.js';
import { getFunction } from './get-function.js';
import { getFunctionConcurrency } from './get-function-concurrency.js';
import { getFunctionConfiguration } from './get-function-configuration.js';
import { listFunctions } from './list-functions.js';
import type { Operation } from './operation.js';
import { putFunctionConcurrency } from './put-function-concurrency.js';
import { updateFunctionCode } from './update-function-code.js';
import { updateFunctionConfiguration } from './update-function-configuration.js';

/** The operation of that name in the service model; one that is not built answers so. */
export function operationNamed(name: string): Operation {
  return builtOperations[name] ?? notBuilt(name);
}

/** Invoke and InvokeWithResponseStream are answered before these, by the raw handlers. */
export const builtOperations: Readonly<Record<string, Operation>> = {
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  GetAccountSettings: getAccountSettings,
  GetFunction: getFunction,
  GetFunctionConcurrency: getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  ListFunctions: listFunctions,
  PutFunctionConcurrency: putFunctionConcurrency,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
};

function notBuilt(name: string): Operation {
  return () => {
    throw invalidParameterValue(`Hearth: the operation ${name} of AWS Lambda is not supported yet.`);
  };
}
