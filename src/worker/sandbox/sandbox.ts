import type { PlatformError, Unsubscribe } from '../../base/index.js';
import type { FunctionVersion, Invocation, InvocationOutcome, ResponseSink } from '../../model/index.js';

/**
 * - `starting`: INIT runs, no invocation yet.
 * - `idle`: may be lent. Also after a failed INIT, a timeout or a crash: the runtime is then started anew inside the next
 *   invocation (suppressed init).
 * - `busy`: an invocation runs, or the runtime has not yet come back for the next one. A sandbox leaves `idle` by itself when the
 *   connection on which its runtime waits is closed; `onIdle` tells when it can be lent again.
 * - `stopping`, `stopped`: never lent again.
 */
export type SandboxState = 'starting' | 'idle' | 'busy' | 'stopping' | 'stopped';

/** What a sandbox was started for: an invocation, or provisioned concurrency. */
export type InitializationType = 'on-demand' | 'provisioned-concurrency';

/** One execution environment: at most one invocation at a time, one generation of one function version for its whole life. */
export interface Sandbox {
  readonly id: string;
  /** Container name; see `HostedSandbox.name`. */
  readonly name: string;
  readonly hostKind: 'docker' | 'process';
  readonly startPath: string;
  readonly function: FunctionVersion;
  readonly state: SandboxState;
  readonly startedAtMs: number;
  readonly lastUsedAtMs: number;
  readonly invocations: number;
  /** Given to the function as `AWS_LAMBDA_INITIALIZATION_TYPE`. */
  readonly initializationType: InitializationType;
  /** Its processes are frozen; what leaves `idle` thaws them first. */
  readonly paused: boolean;
  /** Type of the error with which its INIT ahead of any invocation failed. */
  readonly initError?: string | undefined;
  /** Epoch milliseconds after which it must not be lent any more: its credentials expire. */
  readonly expiresAtMs?: number | undefined;
  /** Why it is `stopped` although nobody stopped it: it was lost, or its runtime could not be started. */
  readonly failure?: PlatformError | undefined;
  /**
   * Runs one invocation; legal only while `idle`, which it leaves synchronously. Settles as soon as the caller can be
   * answered; the sandbox becomes idle later, when the runtime asks for the next event (`onIdle`). Never rejects for anything
   * the function does; rejects with `PlatformError` when the sandbox is lost before the function could have seen the event.
   */
  invoke(invocation: Invocation, sink?: ResponseSink): Promise<SandboxInvocation>;
  /** Freezes its processes until they are needed again; without effect unless `idle`, and where the host cannot. */
  pause(): Promise<void>;
  /** Each time it can be lent (again), the first time included. */
  onIdle(listener: () => void): Unsubscribe;
  /** Once (at once when that is past), when it will never be lent again (lost, stopped, replaced); everything it owned is removed or being removed. */
  onStopped(listener: (reason: string) => void): Unsubscribe;
  /** Ends it: a running invocation gets `graceMs` first (a second call with less hurries); SHUTDOWN phase; container and port removed when it settles. */
  stop(reason: string, graceMs: number): Promise<void>;
}

export interface SandboxInvocation {
  readonly outcome: InvocationOutcome;
  /** The last 4 KB of the log of this invocation, START to REPORT; complete when the promise settles. */
  readonly logTail: () => Promise<Buffer>;
}
