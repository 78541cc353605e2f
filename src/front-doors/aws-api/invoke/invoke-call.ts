import { ClientGone, type WholeResponse } from '../../../base/index.js';
import type { FunctionReference, InvokeRequest } from '../../../invoke-path/invoke-frontend/index.js';
import type { ResponseSink } from '../../../model/index.js';
import type { InvocationType, InvokeInput } from './invoke-input.js';

/** What one invoking request asks of the frontend. */
export class InvokeCall implements InvokeRequest {
  readonly target: FunctionReference;
  readonly invocationType: InvocationType;
  readonly clientContext: string | undefined;
  readonly traceId: string | undefined;
  readonly tenantId: string | undefined;
  sink: ResponseSink | undefined;
  readonly signal: ClientGone;

  constructor(
    input: InvokeInput,
    readonly payload: Buffer,
    readonly requestId: string,
    response: WholeResponse,
  ) {
    this.target = input.target;
    this.invocationType = input.invocationType;
    this.clientContext = input.clientContext;
    this.traceId = input.traceId;
    this.tenantId = input.tenantId;
    this.signal = new ClientGone(response);
  }
}
