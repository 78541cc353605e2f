export { createRegistry } from './create-registry.js';
export type { FunctionCode, FunctionKey, FunctionRecord, FunctionSettings } from './function-record.js';
export type { FunctionStatus } from './function-status.js';
export { generationOf } from './generation.js';
export type {
  ApiRegistry,
  FunctionChange,
  FunctionDraft,
  FunctionLookup,
  FunctionRegistry,
  FunctionUpdate,
  ProjectFunction,
  Registry,
} from './registry.js';
