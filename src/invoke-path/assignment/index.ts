export { FunctionCannotRun } from '../placement/index.js';
export type { Assignment, ProvisionedView, SandboxView, StartCounts } from './assignment.js';
export { createAssignment } from './create-assignment.js';
