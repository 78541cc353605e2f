import type { WaitSignal } from '../../base/index.js';
import type { InvocationOutcome, ResponseSink } from '../../model/index.js';

/** What every front door, event source and the queue call. */
export interface InvokeFrontend {
  /**
   * Resolves the reference, checks limits, reserves, leases, runs. Answers when the caller can be answered. Rejects with
   * `AwsError` (not found, throttled, too large, bad JSON) or `PlatformError`; a function's failure is an outcome.
   */
  invoke(request: InvokeRequest): Promise<InvokeResult>;
  /** Everything `invoke` checks before it runs, and nothing else (`DryRun`, and before an event is accepted). */
  check(request: InvokeRequest): InvokeTarget;
  /** Whether its runtime may stand still in a debugger, so that no caller may set it a time; absent where nothing is debugged. */
  isDebugged?(target: FunctionReference): boolean;
}

export interface InvokeRequest {
  readonly target: FunctionReference;
  /** May be empty: then the function gets `{}`. */
  readonly payload: Buffer;
  /** The payload is known to be valid JSON, because the caller made it or it was checked before: it is not parsed again. */
  readonly trusted?: boolean;
  readonly invocationType: 'RequestResponse' | 'Event' | 'DryRun';
  /** Given by the queue on retries and by doors that already told their caller an id; else a new UUID. */
  readonly requestId?: string;
  /** What the caller's `X-Amzn-Trace-Id` said; what it lacks is added. */
  readonly traceId?: string | undefined;
  readonly clientContext?: string | undefined;
  readonly cognitoIdentity?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Takes a streamed response; without it a streamed response is collected (6 MB limit). */
  readonly sink?: ResponseSink | undefined;
  /** The caller went away: stop waiting for a sandbox. An invocation that has started runs to its end. */
  readonly signal?: WaitSignal | undefined;
}

/** Function and qualifier as the caller named them, already parsed; `account` and `region` are the caller's own. */
export interface FunctionReference {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly qualifier?: string;
}

export interface InvokeTarget {
  readonly requestId: string;
  /** `$LATEST` or a number. */
  readonly executedVersion: string;
  /** The trace header, complete. */
  readonly traceId: string;
}

export interface InvokeResult extends InvokeTarget {
  readonly outcome: InvocationOutcome;
  readonly logTail: () => Promise<Buffer>;
}
