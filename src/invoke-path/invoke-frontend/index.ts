export { createInvokeFrontend } from './create-invoke-frontend.js';
export type {
  FunctionReference,
  InvokeFrontend,
  InvokeRequest,
  InvokeResult,
  InvokeTarget,
} from './invoke-frontend.js';
export { createProvisionedSandboxes, type ProvisionedSandboxes } from './provisioned-sandboxes.js';
