import type http from 'node:http';
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
export function writeResponse(response: http.ServerResponse, { status, reason, headers, body }: ClientResponse): void {
  if (response.destroyed || response.headersSent) return;
  const isHttp2 = response.req.httpVersionMajor >= 2;
  const lines = (isHttp2 ? headers.filter(([name]) => !connectionHeaders.has(name.toLowerCase())) : headers).flat();
  if (status !== 204 && status !== 304) lines.push('Content-Length', String(body.length));
  if (isHttp2 || reason === undefined) response.writeHead(status, lines);
  else response.writeHead(status, reason, lines);
  response.end(body);
}

/** HTTP/2 has no such headers (RFC 9113 §8.2.2). */
const connectionHeaders = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** A response with a body that the gateway itself wrote. */
export function jsonResponse(status: number, body: string, headers: readonly Header[] = []): ClientResponse {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: Buffer.from(body) };
}
