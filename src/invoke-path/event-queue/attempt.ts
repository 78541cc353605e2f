import { messageOf } from '../../base/index.js';
import { AwsError } from '../../model/index.js';
import type { InvokeFrontend, InvokeRequest } from '../invoke-frontend/index.js';

/**
 * How one attempt to run an event ended. `postponed`: the function did not see the event and the reason may pass (throttle,
 * update under way, no sandbox); `refused`: it never will.
 */
export type AttemptResult =
  | { readonly result: 'ran'; readonly functionError?: string }
  | { readonly result: 'postponed' | 'refused' | 'unknown-function'; readonly reason: string };

export async function attempt(
  frontend: Pick<InvokeFrontend, 'invoke'>,
  request: InvokeRequest,
): Promise<AttemptResult> {
  try {
    const { outcome } = await frontend.invoke(request);
    return outcome.outcome === 'success' ? { result: 'ran' } : { result: 'ran', functionError: outcome.errorType };
  } catch (error) {
    return { result: kindOf(error), reason: messageOf(error) };
  }
}

function kindOf(error: unknown): 'postponed' | 'refused' | 'unknown-function' {
  if (!(error instanceof AwsError)) return 'postponed';
  if (error.status === 404) return 'unknown-function';
  return error.status === 409 || error.status === 429 || error.status >= 500 ? 'postponed' : 'refused';
}
