export type { Assignment, SandboxView } from './assignment.js';
