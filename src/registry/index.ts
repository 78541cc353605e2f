export { type AliasRecord, versionsOf } from './alias-record.js';
export { createRegistry } from './create-registry.js';
export type { FunctionCode, FunctionKey, FunctionRecord, FunctionSettings, LayerReference } from './function-record.js';
export type { FunctionStatus } from './function-status.js';
export { generationOf } from './generation.js';
export type { QualifiedKey, QualifiedSettings } from './qualified-table.js';
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
