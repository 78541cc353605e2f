import { type Clock, Emitter, type Logger } from '../base/index.js';
import type { Storage } from '../storage/index.js';
import { StoredAliases } from './alias-registry.js';
import { createApiRegistry } from './api-registry.js';
import { FunctionEntries } from './function-entries.js';
import { StoredFunctionRegistry } from './function-registry.js';
import type { FunctionChange, Registry } from './registry.js';
import type { RegistryCore } from './registry-core.js';
import { StoredFunctions } from './stored-functions.js';
import { PublishedVersions } from './version-registry.js';
import { VersionShelf } from './version-shelf.js';

export interface RegistryNeeds {
  readonly storage: Pick<Storage, 'documents' | 'code'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to but not including 1, for weighted aliases; `Math.random` when absent. */
  readonly chance?: () => number;
}

/** The registry with everything that was made over the AWS API before; project files are applied to it afterwards. */
export function createRegistry({ storage, clock, logger, chance = Math.random }: RegistryNeeds): Registry {
  const stored = new StoredFunctions(storage, logger);
  const entries = new FunctionEntries();
  const shelf = new VersionShelf();
  for (const entry of stored.load()) entries.set(entry.record, entry);
  stored.loadPublished(shelf);
  const changes = new Emitter<FunctionChange>();
  const core: RegistryCore = { entries, shelf, stored, bound: [], changes, clock, logger, chance };
  return {
    functions: new StoredFunctionRegistry(core),
    versions: new PublishedVersions(core),
    aliases: new StoredAliases(core),
    apis: createApiRegistry(),
  };
}
