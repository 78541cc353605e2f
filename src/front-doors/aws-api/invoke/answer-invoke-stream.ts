import type { ServerResponse } from 'node:http';
import type { InvokeResult } from '../../../invoke-path/invoke-frontend/index.js';
import type { ResponseSink } from '../../../model/index.js';
import type { InvokeEventStream } from './event-stream.js';
import { InvokeCall } from './invoke-call.js';
import type { InvokeInput } from './invoke-input.js';
import type { InvokeNeeds } from './invoke-needs.js';

/**
 * Answers `InvokeWithResponseStream`: the response's chunks as the function writes them, then `InvokeComplete` with the error and the log.
 * A function that does not stream is sent in one chunk.
 */
export async function answerInvokeStream(
  input: InvokeInput,
  payload: Promise<Buffer>,
  response: ServerResponse,
  requestId: string,
  { frontend }: InvokeNeeds,
): Promise<void> {
  const call = new InvokeCall(input, await payload, requestId, response);
  const { executedVersion } = frontend.check(call);
  if (input.invocationType === 'DryRun') {
    response.writeHead(204, { 'x-amzn-RequestId': requestId });
    response.end();
    return;
  }
  const { InvokeEventStream: EventStream } = await import('./event-stream.js');
  const stream = new EventStream();
  const head = { 'x-amzn-RequestId': requestId, 'X-Amz-Executed-Version': executedVersion };
  call.sink = frameSink(response, stream, head);
  const result = await frontend.invoke(call);
  if (!response.headersSent) writeHead(response, head);
  if (!result.outcome.streamed && result.outcome.outcome === 'success' && result.outcome.payload.length > 0) {
    response.write(stream.payloadChunk(result.outcome.payload));
  }
  const logTail = input.wantsLogTail ? await result.logTail() : undefined;
  response.end(
    stream.invokeComplete({
      ...errorOf(result),
      ...(logTail !== undefined && { LogResult: logTail.toString('base64') }),
    }),
  );
}

/** Writes one frame per chunk; a slow client makes the function wait. */
function frameSink(response: ServerResponse, stream: InvokeEventStream, head: Head): ResponseSink {
  return {
    begin: () => writeHead(response, head),
    write(chunk) {
      if (response.destroyed || response.write(stream.payloadChunk(chunk))) return undefined;
      return new Promise((resolve) => {
        const done = (): void => {
          response.off('drain', done);
          response.off('close', done);
          resolve();
        };
        response.once('drain', done);
        response.once('close', done);
      });
    },
  };
}

type Head = Readonly<Record<string, string>>;

function writeHead(response: ServerResponse, head: Head): void {
  response.writeHead(200, { ...head, 'Content-Type': 'application/vnd.amazon.eventstream' });
}

function errorOf({ outcome }: InvokeResult): { readonly ErrorCode?: string; readonly ErrorDetails?: string } {
  if (outcome.outcome === 'success') return {};
  return { ErrorCode: outcome.errorType, ErrorDetails: outcome.payload.toString() };
}
