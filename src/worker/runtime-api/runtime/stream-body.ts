import type { IncomingMessage } from 'node:http';
import { limits, type ResponseSink } from '../../../model/index.js';
import type { RuntimeAnswer } from '../runtime-api.js';
import { errorInTrailers } from './error-trailers.js';
import { onBodyEnd } from './read-body.js';

/**
 * Passes a response on chunk by chunk, reading no faster than the sink takes it, and calls back once at its end. When nobody
 * wants it any more (`isWanted`, or a sink that fails) the rest is read and thrown away, so that the runtime is not held up.
 */
export function streamBody(
  request: IncomingMessage,
  sink: ResponseSink,
  isWanted: () => boolean,
  done: (answer: RuntimeAnswer) => void,
): void {
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  let size = 0;
  let begun = false;
  let sinkFailed = false;
  const begin = (): void => {
    if (begun) return;
    begun = true;
    sink.begin({ contentType });
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.streamedResponse || sinkFailed || !isWanted()) return;
    begin();
    const pending = sink.write(chunk);
    if (pending === undefined) return;
    request.pause();
    pending
      .catch(() => {
        sinkFailed = true;
      })
      .finally(() => request.resume());
  });
  onBodyEnd(request, (complete) => {
    const error = complete ? errorInTrailers(request) : undefined;
    if (!complete) done({ kind: 'refused', reason: 'truncated', streamed: begun });
    else if (size > limits.streamedResponse) done({ kind: 'refused', reason: 'too-large', streamed: begun });
    else if (error !== undefined) done({ kind: 'failed-midway', error, streamed: begun });
    else {
      if (isWanted()) begin();
      done({ kind: 'response', payload: Buffer.alloc(0), contentType, streamed: true });
    }
  });
}
