export { type AliasRecord, versionsOf } from './alias-record.js';
export type { CapacityProvider } from './capacity-provider.js';
export type { CodeSigningConfig } from './code-signing-config.js';
export { createRegistry } from './create-registry.js';
export type { EventInvokeConfig } from './event-invoke-config.js';
export { type EventSourceMapping, type MappingState, settledMapping } from './event-source-mapping.js';
export type { ProvisionedConcurrency, RuntimeManagement } from './function-options.js';
export type { FunctionCode, FunctionKey, FunctionRecord, FunctionSettings, LayerReference } from './function-record.js';
export type { FunctionStatus } from './function-status.js';
export type { FunctionUrlConfig, FunctionUrlCors } from './function-url-config.js';
export type { FunctionUrls } from './function-urls.js';
export { generationOf } from './generation.js';
export type { LayerRegistry } from './layer-registry.js';
export type { LayerVersion } from './layer-version.js';
export type { QualifiedKey, QualifiedSetting, QualifiedSettings } from './qualified-settings.js';
export type { Locality } from './regional-table.js';
export type {
  AliasRegistry,
  ApiRegistry,
  FunctionChange,
  FunctionDraft,
  FunctionLookup,
  FunctionRegistry,
  FunctionUpdate,
  ProjectFunction,
  Registry,
  VersionRegistry,
} from './registry.js';
export type { PolicyStatement, ResourcePolicy } from './resource-policy.js';
