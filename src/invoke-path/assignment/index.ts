export { FunctionCannotRun } from '../placement/index.js';
export type { Assignment, SandboxView, StartCounts } from './assignment.js';
export { type AssignmentDependencies, createAssignment } from './create-assignment.js';
