import type { InvocationDelivery } from '../runtime-api.js';

/**
 * Head of a `next` answer as a flat name, value list in the canonical casing that curl-based runtimes cut out with grep
 * (runtime contract §1.3, rules 5 to 8 and 14). Optional headers are left out, never sent empty.
 */
export function eventHead({ invocation, invocationId, deadlineMs }: InvocationDelivery): string[] {
  const head = [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(invocation.payload.length),
    'Lambda-Runtime-Aws-Request-Id',
    invocation.requestId,
    'Lambda-Runtime-Deadline-Ms',
    String(Math.floor(deadlineMs)),
    'Lambda-Runtime-Invoked-Function-Arn',
    asciiHeaderValue(invocation.invokedFunctionArn),
    'Lambda-Runtime-Trace-Id',
    asciiHeaderValue(invocation.traceId),
    'Lambda-Runtime-Invocation-Id',
    invocationId,
  ];
  addOptional(head, 'Lambda-Runtime-Client-Context', invocation.clientContext);
  addOptional(head, 'Lambda-Runtime-Cognito-Identity', invocation.cognitoIdentity);
  addOptional(head, 'Lambda-Runtime-Aws-Tenant-Id', invocation.tenantId);
  return head;
}

/** JSON text as a header every client reads: line ends become spaces, all else outside printable ASCII `\uXXXX`. */
export function asciiHeaderValue(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function addOptional(head: string[], name: string, value: string | undefined): void {
  if (value !== undefined && value !== '') head.push(name, asciiHeaderValue(value));
}
