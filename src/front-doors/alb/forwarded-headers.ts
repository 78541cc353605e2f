import type { LoadBalancer } from '../../model/index.js';
import { type ClientRequest, type Header, headerOf } from '../api-gateway/client-request.js';

/** Belong to the connection, or are written anew below. */
const dropped = new Set([
  'connection',
  'expect',
  'keep-alive',
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

/** The client's headers in lower case, then what the load balancer adds (Elastic Load Balancing, "HTTP headers and Application Load Balancers"). */
export function balancedHeaders(
  client: ClientRequest,
  { forwardedFor, showsClientPort }: Pick<LoadBalancer, 'forwardedFor' | 'showsClientPort'>,
  traceId: string,
): Header[] {
  const earlier = headerOf(client.headers, 'x-forwarded-for');
  const own =
    showsClientPort && client.sourcePort !== undefined ? withPort(client.sourceIp, client.sourcePort) : client.sourceIp;
  const appended = earlier === undefined ? own : `${earlier}, ${own}`;
  const shown = { append: appended, preserve: earlier, remove: undefined }[forwardedFor];
  return [
    ...client.headers
      .map(([name, value]): Header => [name.toLowerCase(), value])
      .filter(([name]) => !dropped.has(name)),
    ['x-amzn-trace-id', traceId],
    ...(shown === undefined ? [] : [['x-forwarded-for', shown] as const]),
    ['x-forwarded-port', String(client.port)],
    ['x-forwarded-proto', client.scheme],
  ];
}

function withPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
