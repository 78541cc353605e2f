import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';

/** Headers that belong to one connection and are never handed on. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/**
 * Hands a request to the neighbour and its answer back, both streamed. `Host` stays as the client sent it, because its signature covers
 * it. `body` is what was already read of the request. Rejects when the neighbour cannot be reached.
 */
export async function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  endpoint: string,
  body: Buffer | undefined,
): Promise<void> {
  const base = new URL(endpoint);
  const client = base.protocol === 'https:' ? https : http;
  const outgoing = client.request({
    protocol: base.protocol,
    hostname: base.hostname,
    port: base.port,
    method: request.method,
    path: `${base.pathname.replace(/\/$/, '')}${request.url ?? '/'}`,
    headers: endToEnd(request.headers),
  });
  response.once('close', () => outgoing.destroy());
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  if (body === undefined) request.pipe(outgoing);
  else outgoing.end(body);
  const answer = await answered;
  response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
  await pipeline(answer, response);
}

function endToEnd(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !hopByHop.has(name)),
  );
}
