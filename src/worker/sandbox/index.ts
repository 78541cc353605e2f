export type { InitializationType, Sandbox, SandboxInvocation, SandboxState } from './sandbox.js';
export { sandboxEnvironment } from './sandbox-environment.js';
export type { SandboxRequest } from './sandbox-request.js';
export { startSandbox } from './start-sandbox.js';
