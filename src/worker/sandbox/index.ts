export type { Sandbox, SandboxInvocation, SandboxState } from './sandbox.js';
