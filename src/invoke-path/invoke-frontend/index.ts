export type {
  FunctionReference,
  InvokeFrontend,
  InvokeRequest,
  InvokeResult,
  InvokeTarget,
} from './invoke-frontend.js';
