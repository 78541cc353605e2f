import type { FunctionVersion } from '../../model/index.js';
import type { SandboxHost } from '../../worker/sandbox-host/index.js';
import type { InitializationType, Sandbox } from '../../worker/sandbox/index.js';

/** Decides where and how a version runs, and starts one sandbox for it. */
export interface Placement {
  /** Brings image and code near, and finds credentials; idempotent. Rejects with the error the caller should see when no sandbox can be made. */
  makeReady(version: FunctionVersion, signal: AbortSignal): Promise<void>;
  /** Where a version runs; rejects when nothing here can run it. */
  hostOf(version: FunctionVersion): Promise<SandboxHost>;
  /** Answers as soon as the sandbox exists (state `starting`); rejects with the error the caller should see when it cannot be made. */
  startSandbox(
    version: FunctionVersion,
    signal: AbortSignal,
    initializationType?: InitializationType,
  ): Promise<Sandbox>;
  /** Brings image and code near ahead of the first invocation; failures are told, never thrown, and after the signal they are none. */
  prepare(version: FunctionVersion, signal: AbortSignal): Promise<void>;
}
