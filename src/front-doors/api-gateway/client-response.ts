import type http from 'node:http';
import type { Header } from './client-request.js';

/** What the client gets; `Content-Length` and `Date` are added when it is written. */
export interface ClientResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** Sends the whole response; does nothing when the client has gone away. */
export function writeResponse(response: http.ServerResponse, { status, headers, body }: ClientResponse): void {
  if (response.destroyed || response.headersSent) return;
  const lines = headers.flat();
  if (status !== 204 && status !== 304) lines.push('Content-Length', String(body.length));
  response.writeHead(status, lines);
  response.end(body);
}

/** A response with a body that the gateway itself wrote. */
export function jsonResponse(status: number, body: string, headers: readonly Header[] = []): ClientResponse {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: Buffer.from(body) };
}
