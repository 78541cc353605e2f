import type { Clock, WaitSignal } from '../../base/index.js';
import type { EventQueue } from '../../invoke-path/event-queue/index.js';
import type { FunctionPermissions, ServiceCaller } from '../permissions/index.js';
import type { InvokeFrontend, InvokeRequest } from '../../invoke-path/invoke-frontend/index.js';
import { AwsError, type InvocationOutcome, parseFunctionName, type ResponseSink } from '../../model/index.js';

/** What became of a call; `reason` tells the developer what the client does not learn. */
export type CallResult = { readonly outcome: InvocationOutcome; readonly requestId: string } | FailedCall;

export interface FailedCall {
  readonly failed: CallFailure;
  readonly reason: string;
  readonly cause?: unknown;
  /** True when Lambda refuses the payload because it is no JSON. */
  readonly isNoJson?: boolean;
}

/**
 * `throttled`: no concurrency left; `event-too-large`: more than Lambda takes; `timeout`: no result in the caller's time;
 * `not-callable`: no such function, or Hearth's own failure.
 */
export type CallFailure = 'throttled' | 'event-too-large' | 'timeout' | 'not-callable';

export interface FunctionCaller {
  readonly frontend: InvokeFrontend;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly clock: Clock;
  /** `--enforce-policies`; absent, every caller may. */
  readonly permissions?: FunctionPermissions;
}

export interface FunctionCall {
  readonly functionReference: string;
  /** For `${stageVariables.x}` in the reference. */
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly owner: { readonly account: string; readonly region: string };
  readonly payload: Buffer;
  /** Infinity waits as long as the function may run. */
  readonly timeoutMs: number;
  readonly traceId: string;
  readonly signal: WaitSignal;
  /** `Event` answers as soon as the event is kept. */
  readonly invocationType?: 'RequestResponse' | 'Event';
  /** False when the payload may be no JSON. */
  readonly trusted?: boolean;
  readonly requestId?: string;
  readonly tenantId?: string | undefined;
  readonly sink?: ResponseSink;
  /** For whom the function is called: its policy must let it. `checked` means that the door has asked the policy itself; absent is API Gateway. */
  readonly source?: ServiceCaller | 'checked';
}

/** Invokes a function; after the call's time the caller is answered and the function goes on. Never rejects. */
export async function callFunction(
  { frontend, queue, clock, permissions }: FunctionCaller,
  call: FunctionCall,
): Promise<CallResult> {
  const { stageVariables = {}, owner, payload, timeoutMs, traceId, signal, requestId, sink } = call;
  const reference = withStageVariables(call.functionReference, stageVariables);
  const name = parseFunctionName(reference);
  if (name === undefined) return { failed: 'not-callable', reason: `"${reference}" is no function name` };
  const target = { account: owner.account, region: owner.region, ...name };
  const source = call.source ?? { service: 'apigateway.amazonaws.com', sourceAccount: owner.account };
  const refusal = source === 'checked' ? undefined : permissions?.refusalOf(source, target);
  if (refusal !== undefined) return { failed: 'not-callable', reason: refusal };
  const request: InvokeRequest = {
    target,
    payload,
    invocationType: call.invocationType ?? 'RequestResponse',
    trusted: call.trusted ?? true,
    traceId,
    signal,
    tenantId: call.tenantId,
    ...(requestId !== undefined && { requestId }),
    ...(sink !== undefined && { sink }),
  };
  const accepted = async (): Promise<CallResult> => ({
    outcome: nothing,
    requestId: (await queue.accept(request)).requestId,
  });
  const invoked =
    request.invocationType === 'Event' ? accepted().catch(failureOf) : frontend.invoke(request).catch(failureOf);
  if (timeoutMs === Infinity || frontend.isDebugged?.(request.target) === true) return invoked;
  return new Promise((resolve) => {
    const cancel = clock.schedule(timeoutMs, () => {
      resolve({ failed: 'timeout', reason: `it did not answer within ${timeoutMs} ms` });
    });
    void invoked.then((result) => {
      cancel();
      resolve(result);
    });
  });
}

const nothing: InvocationOutcome = {
  outcome: 'success',
  payload: Buffer.alloc(0),
  contentType: 'application/json',
  streamed: false,
};

/** Fills in `${stageVariables.x}`; a variable that is missing is empty. */
export function withStageVariables(text: string, variables: Readonly<Record<string, string>>): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables[name] ?? '');
}

function failureOf(error: unknown): FailedCall {
  if (!(error instanceof AwsError)) return { failed: 'not-callable', reason: 'Hearth failed', cause: error };
  switch (error.status) {
    case 429:
      return { failed: 'throttled', reason: error.message };
    case 413:
      return { failed: 'event-too-large', reason: error.message };
    default: {
      const isNoJson = error.code === 'InvalidRequestContentException';
      return { failed: 'not-callable', reason: error.message, ...(isNoJson && { isNoJson }) };
    }
  }
}
