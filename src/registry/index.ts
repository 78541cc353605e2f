export type {
  ApiRegistry,
  FunctionChange,
  FunctionLookup,
  FunctionRegistry,
  ProjectFunction,
  Registry,
} from './registry.js';
