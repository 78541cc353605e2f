import type { ServerResponse } from 'node:http';
import { containerError, replyError } from '../replies.js';
import type { LiveRuntimeSession } from './session.js';

/** `GET /runtime/invocation/next`: blocks without bound until there is an event. */
export function answerNext(session: LiveRuntimeSession, response: ServerResponse): void {
  const error = session.closed ? containerError : session.acceptPoll(response);
  if (error !== undefined) replyError(response, error);
}
