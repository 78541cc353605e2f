import { type Clock, Emitter, type Logger } from '../base/index.js';
import type { Storage } from '../storage/index.js';
import { StoredAliases } from './alias-registry.js';
import { createApiRegistry } from './api-registry.js';
import type { CapacityProvider } from './capacity-provider.js';
import type { CodeSigningConfig } from './code-signing-config.js';
import type { EventInvokeConfig } from './event-invoke-config.js';
import { type EventSourceMapping, settledMapping } from './event-source-mapping.js';
import { FunctionEntries } from './function-entries.js';
import type { FunctionPlace } from './function-place.js';
import type { ProvisionedConcurrency, RuntimeManagement } from './function-options.js';
import type { FunctionKey } from './function-record.js';
import type { DebuggingOf } from './function-version-of.js';
import { FunctionUrlTable } from './function-urls.js';
import { StoredLayers } from './layer-registry.js';
import { QualifiedTable } from './qualified-table.js';
import { RegionalTable } from './regional-table.js';
import type { ResourcePolicy } from './resource-policy.js';
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
  /** Nothing is debugged when absent. */
  readonly debuggingOf?: DebuggingOf;
}

/** The registry with everything that was made over the AWS API before; project files are applied to it afterwards. */
export function createRegistry(needs: RegistryNeeds): Registry {
  const { storage, clock, logger, chance = Math.random, debuggingOf = () => undefined } = needs;
  const stored = new StoredFunctions(storage, logger);
  const entries = new FunctionEntries();
  const shelf = new VersionShelf();
  for (const entry of stored.load(debuggingOf)) entries.set(entry.record, entry);
  stored.loadPublished(shelf);
  const changes = new Emitter<FunctionChange>();
  const { documents } = storage;
  const placeOf = (key: FunctionKey): FunctionPlace => entries.placeOf(key);
  const layers = new StoredLayers(documents);
  const bound = {
    policies: new QualifiedTable<ResourcePolicy>(documents, 'function-policies', placeOf),
    eventInvokeConfigs: new QualifiedTable<EventInvokeConfig>(documents, 'event-invoke-configs', placeOf),
    urls: new FunctionUrlTable(documents, placeOf),
    provisioned: new QualifiedTable<ProvisionedConcurrency>(documents, 'provisioned-concurrency', placeOf),
    runtimeManagement: new QualifiedTable<RuntimeManagement>(documents, 'runtime-management', placeOf),
  };
  const core: RegistryCore = {
    ...{ entries, shelf, stored, layers, changes, clock, logger, chance, debuggingOf },
    bound: Object.values(bound),
  };
  return {
    functions: new StoredFunctionRegistry(core),
    versions: new PublishedVersions(core),
    aliases: new StoredAliases(core),
    layers,
    ...bound,
    codeSigningConfigs: new RegionalTable<CodeSigningConfig>(documents, 'code-signing-configs'),
    mappings: new RegionalTable<EventSourceMapping>(documents, 'event-source-mappings', settledMapping),
    capacityProviders: new RegionalTable<CapacityProvider>(documents, 'capacity-providers'),
    apis: createApiRegistry(),
  };
}
