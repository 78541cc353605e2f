export { createFunctionLogs } from './create-function-logs.js';
export type {
  FunctionLogs,
  InvocationLog,
  InvocationReport,
  MemoryFigure,
  PhaseStatus,
  SandboxLog,
} from './function-logs.js';
export type { LogDestination, LogLine } from './invocation-log.js';
