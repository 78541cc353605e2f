import type { Clock, Logger } from '../base/index.js';
import type { Storage } from '../storage/index.js';
import { createApiRegistry } from './api-registry.js';
import { StoredFunctionRegistry } from './function-registry.js';
import type { Registry } from './registry.js';
import { StoredFunctions } from './stored-functions.js';

/** The registry with everything that was made over the AWS API before; project files are applied to it afterwards. */
export function createRegistry(needs: {
  readonly storage: Pick<Storage, 'documents' | 'code'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): Registry {
  const stored = new StoredFunctions(needs.storage, needs.logger);
  return {
    functions: new StoredFunctionRegistry(stored, needs.clock, needs.logger),
    apis: createApiRegistry(),
  };
}
