import type { ClientRequest, Header } from './client-request.js';
import { headerOf } from './client-request.js';

/** Never reach the function (http contract §1.4, column AWS_PROXY request). */
const dropped = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** Shown in this casing whatever the client wrote. */
const titleCased = new Map([
  ['authorization', 'Authorization'],
  ['host', 'Host'],
  ['user-agent', 'User-Agent'],
]);

/** The headers of a payload 1.0 event: the client's own casing, then what a Regional API adds. */
export function forwardedHeaders(client: ClientRequest, traceId: string): Header[] {
  const shown = new Map(titleCased);
  const headers: Header[] = [];
  for (const [name, value] of client.headers) {
    const key = name.toLowerCase();
    if (dropped.has(key) || (key === 'authorization' && isSignature(value))) continue;
    const spelling = shown.get(key) ?? name;
    shown.set(key, spelling);
    headers.push([spelling, value]);
  }
  return [
    ...headers,
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', forwardedFor(client)],
    ['X-Forwarded-Port', String(client.port)],
    ['X-Forwarded-Proto', client.scheme],
  ];
}

/** The peer's address after those that came with the request. */
export function forwardedFor(client: ClientRequest): string {
  const earlier = headerOf(client.headers, 'x-forwarded-for');
  return earlier === undefined ? client.sourceIp : `${earlier}, ${client.sourceIp}`;
}

function isSignature(authorization: string): boolean {
  return authorization.startsWith('AWS4-HMAC-SHA256 ');
}
