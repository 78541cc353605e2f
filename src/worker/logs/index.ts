export { createFunctionLogs } from './create-function-logs.js';
export type {
  FunctionLogs,
  InitPhaseName,
  InitReport,
  InvocationLog,
  InvocationReport,
  LoggedSandbox,
  PhaseStatus,
  SandboxLog,
} from './function-logs.js';
export type { LogDestination, LogLine } from './invocation-log.js';
