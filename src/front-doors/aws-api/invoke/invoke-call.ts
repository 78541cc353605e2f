import type { ServerResponse } from 'node:http';
import type { FunctionReference, InvokeRequest } from '../../../invoke-path/invoke-frontend/index.js';
import type { ResponseSink } from '../../../model/index.js';
import { clientGone } from './client-gone.js';
import type { InvocationType, InvokeInput } from './invoke-input.js';

/** What one invoking request asks of the frontend. */
export class InvokeCall implements InvokeRequest {
  readonly target: FunctionReference;
  readonly invocationType: InvocationType;
  readonly clientContext: string | undefined;
  readonly traceId: string | undefined;
  sink: ResponseSink | undefined;
  #signal: AbortSignal | undefined;

  constructor(
    input: InvokeInput,
    readonly payload: Buffer,
    readonly requestId: string,
    private readonly response: ServerResponse,
  ) {
    this.target = input.target;
    this.invocationType = input.invocationType;
    this.clientContext = input.clientContext;
    this.traceId = input.traceId;
  }

  /** Made when it is asked for: it costs as much as a tenth of a warm invocation, and most need not wait. */
  get signal(): AbortSignal {
    return (this.#signal ??= clientGone(this.response));
  }
}
