import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../../../model/index.js';
import { entityTooLarge, invalidResponseMode, replyAccepted, replyError, truncatedRequest } from '../replies.js';
import type { RefusalReason, RuntimeAnswer } from '../runtime-api.js';
import { errorInTrailers } from './error-trailers.js';
import { readBody } from './read-body.js';
import { echoedInvocationId, type LiveRuntimeSession } from './session.js';
import { streamBody } from './stream-body.js';

const httpIntegration = 'application/vnd.awslambda.http-integration-response';
const replies = {
  'too-large': entityTooLarge,
  truncated: truncatedRequest,
  'invalid-response-mode': invalidResponseMode,
} as const;

/** `POST /runtime/invocation/{id}/response`, buffered or streaming (runtime contract §1.5). */
export function takeResponse(
  session: LiveRuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const delivery = session.acceptAnswer(requestId, echoedInvocationId(request), 'InvocationResponse');
  if ('status' in delivery) {
    request.resume();
    replyError(response, delivery);
    return;
  }
  const finish = (answer: RuntimeAnswer): void => {
    if (answer.kind === 'refused') replyError(response, replies[answer.reason]);
    else replyAccepted(response);
    session.settle(delivery, answer);
  };
  const mode = request.headers['lambda-runtime-function-response-mode'];
  if (mode !== undefined && String(mode).toLowerCase() !== 'streaming') {
    request.resume();
    finish(refused('invalid-response-mode', false));
  } else if (isStreaming(request) && delivery.sink !== undefined) {
    streamBody(request, delivery.sink, () => !session.closed, finish);
  } else {
    collectResponse(request, finish);
  }
}

/** Go signals a streamed response by its content type alone, without the mode header. */
function isStreaming(request: IncomingMessage): boolean {
  return (
    request.headers['lambda-runtime-function-response-mode'] !== undefined ||
    request.headers['content-type']?.startsWith(httpIntegration) === true
  );
}

function collectResponse(request: IncomingMessage, finish: (answer: RuntimeAnswer) => void): void {
  readBody(request, limits.bufferedResponse, (result) => {
    if (result.kind !== 'complete') {
      finish(refused(result.kind, false));
      return;
    }
    const error = errorInTrailers(request);
    if (error === undefined) {
      finish({ kind: 'response', payload: result.body, contentType: contentTypeOf(request), streamed: false });
      return;
    }
    // The bytes already sent stand; an error before the first byte is all there is to show.
    const payload = result.body.length > 0 ? result.body : error.payload;
    finish({ kind: 'failed-midway', error: { ...error, payload }, streamed: false });
  });
}

export function contentTypeOf(request: IncomingMessage): string {
  return request.headers['content-type'] ?? 'application/octet-stream';
}

function refused(reason: RefusalReason, streamed: boolean): RuntimeAnswer {
  return { kind: 'refused', reason, streamed };
}
