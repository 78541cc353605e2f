import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../../../model/index.js';
import { entityTooLarge, replyAccepted, replyError, truncatedRequest } from '../replies.js';
import { readPostedError } from './posted-error.js';
import { readBody } from './read-body.js';
import { echoedInvocationId, type LiveRuntimeSession } from './session.js';

/** `POST /runtime/invocation/{id}/error`: the body goes to the caller as it is. */
export function takeInvocationError(
  session: LiveRuntimeSession,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const delivery = session.acceptAnswer(requestId, echoedInvocationId(request), 'InvocationErrorResponse');
  if ('status' in delivery) {
    request.resume();
    replyError(response, delivery);
    return;
  }
  readBody(request, limits.bufferedResponse, (result) => {
    if (result.kind !== 'complete') {
      replyError(response, result.kind === 'too-large' ? entityTooLarge : truncatedRequest);
      session.settle(delivery, { kind: 'refused', reason: result.kind, streamed: false });
      return;
    }
    replyAccepted(response);
    session.settle(delivery, { kind: 'error', error: readPostedError(request.headers, result.body) });
  });
}
