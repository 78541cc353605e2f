export type { FunctionLogs, SandboxLog } from './function-logs.js';
export type { LogDestination, LogLine } from './invocation-log.js';
