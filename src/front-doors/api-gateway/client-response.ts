import type { WholeResponse } from '../../base/index.js';
import type { Header } from './client-request.js';

/** What the client gets; `Content-Length` and `Date` are added when it is written. */
export interface ClientResponse {
  readonly status: number;
  /** The words behind the status; HTTP/2 has none. */
  readonly reason?: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** Sends the whole response; does nothing when the client has gone away. */
export function writeResponse(
  response: WholeResponse,
  { status, reason, headers, body }: ClientResponse,
  isHttp2: boolean,
): void {
  if (response.destroyed || response.headersSent) return;
  const lines: string[] = [];
  for (const [name, value] of headers) {
    if (!isHttp2 || !connectionHeaders.has(name.toLowerCase())) lines.push(name, value);
  }
  if (status !== 204 && status !== 304) lines.push('Content-Length', String(body.length));
  if (!isHttp2 && reason !== undefined) response.statusMessage = reason;
  response.writeHead(status, lines);
  response.end(body);
}

/** HTTP/2 has no such headers (RFC 9113 §8.2.2). */
const connectionHeaders = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** A response with a body that the gateway itself wrote. */
export function jsonResponse(status: number, body: string, headers: readonly Header[] = []): ClientResponse {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: Buffer.from(body) };
}
