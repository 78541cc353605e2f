import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InvokeRequest, InvokeResult } from '../../../invoke-path/invoke-frontend/index.js';
import { clientGone } from './client-gone.js';
import type { InvokeInput } from './invoke-input.js';
import type { InvokeNeeds } from './invoke-needs.js';
import { readPayload } from './read-payload.js';

/** Answers `Invoke` (runtime contract §6.1): 200 with the function's payload, 202 once an event is written, 204 for a dry run. */
export async function answerInvoke(
  input: InvokeInput,
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, frontend, queue }: InvokeNeeds & { readonly requestId: string },
): Promise<void> {
  const payload = await readPayload(request, input.invocationType);
  const { wantsLogTail, ...rest } = input;
  const invocation: InvokeRequest = { ...rest, payload, requestId };
  switch (input.invocationType) {
    case 'Event':
      await queue.accept(invocation);
      answerWithoutPayload(response, 202, requestId);
      return;
    case 'DryRun':
      frontend.check(invocation);
      answerWithoutPayload(response, 204, requestId);
      return;
    case 'RequestResponse': {
      const result = await frontend.invoke({ ...invocation, signal: clientGone(response) });
      answerResult(response, result, wantsLogTail ? await result.logTail() : undefined);
    }
  }
}

function answerWithoutPayload(response: ServerResponse, status: 202 | 204, requestId: string): void {
  response.writeHead(status, {
    'x-amzn-RequestId': requestId,
    'x-amzn-Remapped-Content-Length': '0',
    ...(status === 202 && { 'Content-Length': 0 }),
  });
  response.end();
}

function answerResult(response: ServerResponse, result: InvokeResult, logTail: Buffer | undefined): void {
  const { outcome, executedVersion, requestId, traceId } = result;
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': outcome.payload.length,
    'x-amzn-RequestId': requestId,
    'x-amzn-Remapped-Content-Length': '0',
    'X-Amz-Executed-Version': executedVersion,
    'X-Amzn-Trace-Id': traceId,
    ...(outcome.outcome === 'function-error' && { 'X-Amz-Function-Error': 'Unhandled' }),
    ...(logTail !== undefined && { 'X-Amz-Log-Result': logTail.toString('base64') }),
  });
  response.end(outcome.payload);
}
