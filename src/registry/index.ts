export type { ApiRegistry, FunctionChange, FunctionLookup, FunctionRegistry, Registry } from './registry.js';
