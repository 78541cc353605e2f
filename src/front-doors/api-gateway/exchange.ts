import type http from 'node:http';
import type { Answer } from './api-door.js';
import { writeResponse } from './client-response.js';

/** Aborts when the client goes away before it has its response. */
export function abortWhenGone(response: http.ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/**
 * Sends what the door has not sent itself. What is left of a body is read and thrown away: a client that was cut off while it sends would
 * see a broken connection, and not its answer.
 */
export function sendAnswer(request: http.IncomingMessage, response: http.ServerResponse, answered: Answer): void {
  if (answered === 'sent') return;
  writeResponse(response, answered);
  if (!request.complete) request.resume();
}
