/** One event on its way to a function. The payload is passed on as it is and never parsed. */
export interface Invocation {
  /** UUID; the same on every retry of an asynchronous event. */
  readonly requestId: string;
  /** Never empty: an empty Invoke body becomes `{}` before it gets here. */
  readonly payload: Buffer;
  /** As the caller spelled it: unqualified or qualified. */
  readonly invokedFunctionArn: string;
  /** `Root=…;Parent=…;Sampled=0|1`. */
  readonly traceId: string;
  /** JSON text, already decoded from base64. */
  readonly clientContext?: string | undefined;
  /** JSON text with `cognitoIdentityId` and `cognitoIdentityPoolId`. */
  readonly cognitoIdentity?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Is told once how long the function took, when the runtime has come back or is gone: the Duration of its REPORT. */
  readonly meter?: DurationMeter | undefined;
}

/** Takes durations to count them. */
export interface DurationMeter {
  tookMs(durationMs: number): void;
}

/**
 * Takes a streamed response chunk by chunk. `begin` is called at most once, before the first chunk; `write` answers a promise
 * when the receiver is slow, and the runtime is read no further until it settles.
 */
export interface ResponseSink {
  begin(head: { readonly contentType: string }): void;
  write(chunk: Buffer): Promise<void> | undefined;
}

/** How an invocation ended, from the function's side. A function's failure is a value, never an exception. */
export type InvocationOutcome = FunctionSuccess | FunctionError;

export interface FunctionSuccess {
  readonly outcome: 'success';
  /** Empty when the response went to a `ResponseSink`. */
  readonly payload: Buffer;
  readonly contentType: string;
  readonly streamed: boolean;
}

export interface FunctionError {
  readonly outcome: 'function-error';
  /** `Sandbox.Timedout`, `Runtime.ExitError`, `Function.ResponseSizeTooLarge` … or what the function posted. */
  readonly errorType: string;
  /** The JSON body for the caller: verbatim when the function posted it, `errorType` then `errorMessage` when the platform made it. */
  readonly payload: Buffer;
  /** True when part of the response had already gone to the `ResponseSink`. */
  readonly streamed: boolean;
}

/** Platform-made error body: `{"errorType":…,"errorMessage":…}` in this key order (runtime contract §6.3). */
export function platformError(errorType: string, errorMessage: string): FunctionError {
  return {
    outcome: 'function-error',
    errorType,
    payload: Buffer.from(JSON.stringify({ errorType, errorMessage })),
    streamed: false,
  };
}
