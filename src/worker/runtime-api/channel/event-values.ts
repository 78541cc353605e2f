import type { InvocationDelivery } from '../runtime-api.js';
import { asciiHeaderValue } from '../runtime/event-head.js';

/** What a `next` answer has in its headers, without their names and in this order; empty where a header would be left out. */
export function eventValues({ invocation, invocationId, deadlineMs }: InvocationDelivery): readonly string[] {
  return [
    invocation.requestId,
    String(Math.floor(deadlineMs)),
    asciiHeaderValue(invocation.invokedFunctionArn),
    asciiHeaderValue(invocation.traceId),
    invocationId,
    asciiHeaderValue(invocation.clientContext ?? ''),
    asciiHeaderValue(invocation.cognitoIdentity ?? ''),
    asciiHeaderValue(invocation.tenantId ?? ''),
  ];
}
