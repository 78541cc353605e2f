import type http from 'node:http';
import type { Answer } from './api-door.js';
import { writeResponse } from './client-response.js';

/**
 * Sends what the door has not sent itself. What is left of a body is read and thrown away: a client that was cut off while it sends would
 * see a broken connection, and not its answer.
 */
export function sendAnswer(request: http.IncomingMessage, response: http.ServerResponse, answered: Answer): void {
  if (answered === 'sent') return;
  writeResponse(response, answered);
  if (!request.complete) request.resume();
}
