export type { LogDestination, LogLine } from './invocation-log.js';
