export type {
  DoorRow,
  EventDetailsRow,
  EventRow,
  EventsView,
  FunctionRow,
  MetricsView,
  PreparedRow,
  RouteRow,
  SandboxRow,
  StartsView,
} from '../admin/index.js';
export { projectDoors } from './project-doors.js';
export { type EffectiveVariable, effectiveEnvironment } from './effective-environment.js';
export type { Emulator } from './emulator.js';
export type { EmulatorOptions, Project } from './emulator-options.js';
export type { SandboxStart } from './watch-starts.js';
export { findRunningHearth, type RunningHearth } from './running-hearth.js';
export { startEmulator } from './lazy-start.js';
export {
  createEmulator,
  type CreateEmulatorOptions,
  type FunctionDefinition,
  type HearthEmulator,
  type InvokeAnswer,
} from './node-api/index.js';
