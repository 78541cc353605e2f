import type { FunctionVersion } from '../model/index.js';
import type { SandboxView } from '../invoke-path/assignment/index.js';

/** `/_hearth/health`. */
export interface HealthView {
  readonly status: 'ok';
  readonly version: string;
  readonly pid: number;
  readonly startedAtMs: number;
}

/** One element of `/_hearth/sandboxes`, with its age in milliseconds at the time of the answer. */
export interface SandboxRow extends SandboxView {
  readonly ageMs: number;
  readonly idleMs: number;
}

/** One element of `/_hearth/functions`. */
export interface FunctionRow {
  readonly name: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly running: number;
  readonly sandboxes: number;
  readonly problem?: string;
}

/** One element of `/_hearth/routes`: a URL that can be called. */
export interface RouteRow {
  readonly method: string;
  readonly url: string;
  readonly functionName: string;
}

export function functionRow(version: FunctionVersion, running: number, sandboxes: number): FunctionRow {
  const { name, memoryMb, timeoutMs, problem } = version;
  return {
    name,
    runtime: version.package.packageType === 'Zip' ? version.package.runtime : version.package.imageUri,
    memoryMb,
    timeoutMs,
    running,
    sandboxes,
    ...(problem === undefined ? {} : { problem: problem.message }),
  };
}
