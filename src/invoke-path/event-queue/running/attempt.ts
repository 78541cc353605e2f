import { messageOf } from '../../../base/index.js';
import { AwsError } from '../../../model/index.js';
import type { InvokeFrontend, InvokeRequest } from '../../invoke-frontend/index.js';

/** How one attempt to run an event ended: the function ran and answered, or it did not see the event. */
export type Attempt = RanAttempt | MissedAttempt;

export interface RanAttempt {
  readonly outcome: 'success' | 'function-error';
  /** What the function answered, an error object where it failed. */
  readonly response: Buffer;
  readonly executedVersion: string;
  /** With the function itself in its `Lineage`. */
  readonly traceId: string;
  /** Of a function error. */
  readonly errorType?: string;
}

/** `throttled` and `system-error` may pass; `recursion` and `refused` never will. */
export interface MissedAttempt {
  readonly outcome: 'throttled' | 'system-error' | 'recursion' | 'refused' | 'unknown-function';
  readonly reason: string;
  /** HTTP status of what AWS would answer a caller. */
  readonly status: number;
}

/** Invokes the function once; a function's failure and an error of the invocation are both answers. */
export async function attempt(frontend: Pick<InvokeFrontend, 'invoke'>, request: InvokeRequest): Promise<Attempt> {
  try {
    const { outcome, executedVersion, traceId } = await frontend.invoke(request);
    const ran = { response: outcome.payload, executedVersion, traceId };
    return outcome.outcome === 'success'
      ? { outcome: 'success', ...ran }
      : { outcome: 'function-error', errorType: outcome.errorType, ...ran };
  } catch (error) {
    return missed(error);
  }
}

function missed(error: unknown): MissedAttempt {
  const reason = messageOf(error);
  if (!(error instanceof AwsError)) return { outcome: 'system-error', reason, status: 500 };
  const { status } = error;
  if (error.code === 'RecursiveInvocationException') return { outcome: 'recursion', reason, status };
  if (status === 404) return { outcome: 'unknown-function', reason, status };
  if (status === 429) return { outcome: 'throttled', reason, status };
  // 409: the function is being created or updated.
  return { outcome: status === 409 || status >= 500 ? 'system-error' : 'refused', reason, status };
}
