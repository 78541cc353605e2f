import type { FunctionVersion } from '../../model/index.js';
import type { Sandbox, SandboxState } from '../../worker/sandbox/index.js';

/** Lends sandboxes: the idle one used last first; when none is idle a start is asked for, and the first that becomes free wins (design decisions 10, 11). */
export interface Assignment extends AsyncDisposable {
  /** A sandbox in state `idle`, for this caller alone; it comes back by itself when it is idle again. `signal` gives up waiting. */
  lease(version: FunctionVersion, signal: AbortSignal): Promise<Sandbox>;
  /** Boots one sandbox ahead of need (`--warm-containers EAGER`); failures are told, never thrown. */
  warmUp(version: FunctionVersion): Promise<void>;
  /** Old generations of the function stop: idle ones now, busy ones when done. Without `keepGeneration`: all of them. */
  retire(functionName: string, keepGeneration?: string): Promise<void>;
  snapshot(): readonly SandboxView[];
}

/** One row of `hearth ps`. */
export interface SandboxView {
  readonly id: string;
  readonly name: string;
  readonly functionName: string;
  readonly version: string;
  readonly hostKind: 'docker' | 'process';
  readonly startPath: string;
  readonly state: SandboxState;
  readonly memoryMb: number;
  readonly startedAtMs: number;
  readonly lastUsedAtMs: number;
  readonly invocations: number;
}
