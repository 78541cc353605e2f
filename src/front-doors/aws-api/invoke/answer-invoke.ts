import type { WholeResponse } from '../../../base/index.js';
import type { InvokeResult } from '../../../invoke-path/invoke-frontend/index.js';
import { InvokeCall } from './invoke-call.js';
import type { InvokeInput } from './invoke-input.js';
import type { InvokeNeeds } from './invoke-needs.js';

/** Answers `Invoke` (runtime contract §6.1): 200 with the function's payload, 202 once an event is written, 204 for a dry run. */
export async function answerInvoke(
  input: InvokeInput,
  payload: Buffer | Promise<Buffer>,
  response: WholeResponse,
  requestId: string,
  { frontend, queue }: InvokeNeeds,
): Promise<void> {
  const call = new InvokeCall(input, payload instanceof Buffer ? payload : await payload, requestId, response);
  switch (input.invocationType) {
    case 'Event': {
      const { traceId } = await queue.accept(call);
      answerWithoutPayload(response, 202, { requestId, traceId });
      return;
    }
    case 'DryRun':
      frontend.check(call);
      answerWithoutPayload(response, 204, { requestId });
      return;
    case 'RequestResponse': {
      const result = await frontend.invoke(call);
      answerResult(response, result, input.wantsLogTail ? await result.logTail() : undefined);
    }
  }
}

function answerWithoutPayload(
  response: WholeResponse,
  status: 202 | 204,
  { requestId, traceId }: { readonly requestId: string; readonly traceId?: string },
): void {
  response.writeHead(status, {
    'x-amzn-RequestId': requestId,
    'x-amzn-Remapped-Content-Length': '0',
    ...(traceId !== undefined && { 'X-Amzn-Trace-Id': traceId }),
    ...(status === 202 && { 'Content-Length': 0 }),
  });
  response.end();
}

function answerResult(response: WholeResponse, result: InvokeResult, logTail: Buffer | undefined): void {
  const { outcome, executedVersion, requestId, traceId } = result;
  // Names and values in turn, which Node takes as they are.
  const head = [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(outcome.payload.length),
    'x-amzn-RequestId',
    requestId,
    'x-amzn-Remapped-Content-Length',
    '0',
    'X-Amz-Executed-Version',
    executedVersion,
    'X-Amzn-Trace-Id',
    traceId,
  ];
  if (outcome.outcome === 'function-error') head.push('X-Amz-Function-Error', 'Unhandled');
  if (logTail !== undefined) head.push('X-Amz-Log-Result', logTail.toString('base64'));
  response.writeHead(200, head);
  response.end(outcome.payload);
}
