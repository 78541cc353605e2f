import type http from 'node:http';
import type { WholeRequest, WholeResponse } from '../../base/index.js';
import type { Answer } from './api-door.js';
import { writeResponse } from './client-response.js';

/** A request and who waits for its answer. One that came whole was perhaps read without `node:http`. */
export interface Arrived {
  readonly request: http.IncomingMessage | WholeRequest;
  readonly response: WholeResponse;
  /** The response once more, for answers that are streamed; absent where `node:http` did not read the request. */
  readonly stream?: http.ServerResponse;
}

/**
 * Sends what the door has not sent itself. What is left of a body is read and thrown away: a client that was cut off while it sends would
 * see a broken connection, and not its answer.
 */
export function sendAnswer({ request, response }: Arrived, answered: Answer): void {
  if (answered === 'sent') return;
  writeResponse(response, answered, request.httpVersionMajor >= 2);
  if (!('body' in request) && !request.complete) request.resume();
}
