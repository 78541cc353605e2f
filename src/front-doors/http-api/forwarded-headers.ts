import { type ClientRequest, type Header, headerOf } from '../api-gateway/client-request.js';

/** Belong to the connection, or are written anew below. */
const dropped = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** What an HTTP API passes on, names in lower case, then what it adds (http contract §2.2). */
export function forwardedHeaders(client: ClientRequest, traceId: string): Header[] {
  const earlier = headerOf(client.headers, 'x-forwarded-for');
  return [
    ...client.headers
      .map(([name, value]): Header => [name.toLowerCase(), value])
      .filter(([name]) => !dropped.has(name)),
    ['content-length', String(client.body.length)],
    ['x-amzn-trace-id', traceId],
    ['x-forwarded-for', earlier === undefined ? client.sourceIp : `${earlier}, ${client.sourceIp}`],
    ['x-forwarded-port', String(client.port)],
    ['x-forwarded-proto', client.scheme],
  ];
}

/** Payload 1.0 shows the gateway's own names title-cased and the client's in lower case (http contract §2.3). */
export function titleCaseOwnHeaders(headers: readonly Header[]): Header[] {
  return headers.map(([name, value]) => [own.get(name) ?? name, value]);
}

const own = new Map([
  ['content-length', 'Content-Length'],
  ['host', 'Host'],
  ['user-agent', 'User-Agent'],
  ['x-amzn-trace-id', 'X-Amzn-Trace-Id'],
  ['x-forwarded-for', 'X-Forwarded-For'],
  ['x-forwarded-port', 'X-Forwarded-Port'],
  ['x-forwarded-proto', 'X-Forwarded-Proto'],
]);
