import { formatFunctionArn } from '../../model/index.js';
import type { FunctionKey } from '../../registry/index.js';
import type { JournaledEvent } from '../../storage/index.js';
import type { InvokeRequest, InvokeTarget } from '../invoke-frontend/index.js';

/** Members of a request that are kept beside its payload, where the caller gave them. */
const kept = ['clientContext', 'cognitoIdentity', 'tenantId'] as const;

/** The event as the journal keeps it; `requestId` and `traceId` are those its caller was told, and stay over all attempts. */
export function toJournaledEvent(
  request: InvokeRequest,
  { requestId, traceId }: Pick<InvokeTarget, 'requestId' | 'traceId'>,
  acceptedAtMs: number,
): JournaledEvent {
  const attributes: Record<string, string> = { ...request.target, traceId };
  for (const member of kept) {
    const value = request[member];
    if (value !== undefined) attributes[member] = value;
  }
  return {
    requestId,
    functionReference: formatFunctionArn(request.target),
    payload: request.payload,
    acceptedAtMs,
    attributes,
    attempts: 0,
  };
}

/** The request that runs a journaled event; its payload was checked when it was accepted. */
export function toInvokeRequest({ requestId, payload, attributes }: JournaledEvent): InvokeRequest {
  const { account = '', region = '', name = '', qualifier, ...others } = attributes;
  return {
    ...others,
    target: { account, region, name, ...(qualifier === undefined ? {} : { qualifier }) },
    payload,
    trusted: true,
    invocationType: 'Event',
    requestId,
  };
}

/** The function that an event of the journal is for. */
export function functionOf({ attributes }: Pick<JournaledEvent, 'attributes'>): FunctionKey {
  const { account = '', region = '', name = '' } = attributes;
  return { account, region, name };
}

/** The same as it was called. */
export function calledOf(event: Pick<JournaledEvent, 'attributes'>): FunctionKey & { readonly qualifier?: string } {
  const { qualifier } = event.attributes;
  return { ...functionOf(event), ...(qualifier !== undefined && { qualifier }) };
}
