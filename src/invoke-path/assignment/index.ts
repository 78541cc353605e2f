export { FunctionCannotRun } from '../placement/index.js';
export type { Assignment, SandboxView } from './assignment.js';
export { createAssignment } from './create-assignment.js';
