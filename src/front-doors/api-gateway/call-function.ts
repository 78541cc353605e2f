import type { Clock } from '../../base/index.js';
import type { InvokeFrontend } from '../../invoke-path/invoke-frontend/index.js';
import { AwsError, type InvocationOutcome, parseFunctionName } from '../../model/index.js';
import type { Refusal } from './api-door.js';
import type { RoutedRequest } from './routed-request.js';

/** What became of an integration's call; `reason` tells the developer what the client does not learn. */
export type CallResult =
  | { readonly outcome: InvocationOutcome }
  | { readonly refusal: Refusal; readonly reason: string; readonly cause?: unknown };

export interface FunctionCaller {
  readonly frontend: InvokeFrontend;
  readonly clock: Clock;
}

/** Invokes the route's function; after the integration's time the client is answered and the function goes on. Never rejects. */
export async function callFunction(
  { frontend, clock }: FunctionCaller,
  { api, route, ids }: RoutedRequest,
  event: object,
  signal: AbortSignal,
): Promise<CallResult> {
  const name = parseFunctionName(route.functionReference);
  if (name === undefined) {
    return { refusal: 'not-callable', reason: `"${route.functionReference}" is no function name` };
  }
  const timeout = startTimeout(clock, route.timeoutMs);
  const invoked = frontend
    .invoke({
      target: { account: api.account, region: api.region, ...name },
      payload: Buffer.from(JSON.stringify(event)),
      invocationType: 'RequestResponse',
      traceId: ids.traceId,
      signal,
    })
    .then(({ outcome }): CallResult => ({ outcome }), refusalOf);
  try {
    return await Promise.race([invoked, timeout.expired]);
  } finally {
    timeout.cancel();
  }
}

function startTimeout(
  clock: Clock,
  timeoutMs: number,
): { readonly expired: Promise<CallResult>; readonly cancel: () => void } {
  let cancel = (): void => undefined;
  const expired = new Promise<CallResult>((resolve) => {
    cancel = clock.schedule(timeoutMs, () => {
      resolve({ refusal: 'integration-timeout', reason: `it did not answer within ${timeoutMs} ms` });
    });
  });
  return { expired, cancel };
}

function refusalOf(error: unknown): CallResult {
  if (!(error instanceof AwsError)) return { refusal: 'not-callable', reason: 'Hearth failed', cause: error };
  switch (error.status) {
    case 429:
      return { refusal: 'throttled', reason: error.message };
    case 413:
      return { refusal: 'event-too-large', reason: error.message };
    default:
      return { refusal: 'not-callable', reason: error.message };
  }
}
