import { deleteFunctionConcurrency } from './delete-function-concurrency.js';
import { getFunctionConcurrency } from './get-function-concurrency.js';
import { putFunctionConcurrency } from './put-function-concurrency.js';

/** By the names of the service model. */
export const concurrencyOperations = {
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  GetFunctionConcurrency: getFunctionConcurrency,
  PutFunctionConcurrency: putFunctionConcurrency,
};
