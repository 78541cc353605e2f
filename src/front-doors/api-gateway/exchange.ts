import type http from 'node:http';
import type { Answer } from './api-door.js';
import { writeResponse } from './client-response.js';

/** Sends what the door has not sent itself. A request that was not read to its end leaves the connection unusable for the next one. */
export function sendAnswer(request: http.IncomingMessage, response: http.ServerResponse, answered: Answer): void {
  if (answered === 'sent') return;
  if (request.complete) {
    writeResponse(response, answered);
    return;
  }
  writeResponse(response, { ...answered, headers: [...answered.headers, ['Connection', 'close']] });
  request.resume();
}
