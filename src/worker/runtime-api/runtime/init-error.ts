import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '../../../model/index.js';
import { containerError, entityTooLarge, replyAccepted, replyError, truncatedRequest } from '../replies.js';
import { readPostedError } from './posted-error.js';
import { readBody } from './read-body.js';
import type { LiveRuntimeSession } from './session.js';

/** `POST /runtime/init/error`: legal once, before the first `next`. */
export function takeInitError(session: LiveRuntimeSession, request: IncomingMessage, response: ServerResponse): void {
  const refusal = session.closed ? containerError : session.acceptInitError();
  if (refusal !== undefined) {
    request.resume();
    replyError(response, refusal);
    return;
  }
  readBody(request, limits.bufferedResponse, (result) => {
    if (result.kind === 'complete') replyAccepted(response);
    else replyError(response, result.kind === 'too-large' ? entityTooLarge : truncatedRequest);
    const body = result.kind === 'complete' ? result.body : Buffer.alloc(0);
    session.tellInitError(readPostedError(request.headers, body));
  });
}
