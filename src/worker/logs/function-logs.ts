import type { FunctionVersion } from '../../model/index.js';
import type { LogDestination } from './invocation-log.js';

/** Every function's log: live to all destinations, with the tail of each invocation. */
export interface FunctionLogs {
  /** One stream per sandbox, named as AWS names it: `2026/01/31/[$LATEST]<32 hex>`. */
  openStream(version: FunctionVersion): SandboxLog;
  addDestination(destination: LogDestination): () => void;
}

/** The log stream of one sandbox; the sandbox room extends it with START, END, REPORT and output. */
export interface SandboxLog {
  readonly group: string;
  readonly stream: string;
}
