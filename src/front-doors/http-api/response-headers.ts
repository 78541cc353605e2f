import type { Header } from '../api-gateway/client-request.js';
import type { RequestIds } from '../api-gateway/routed-request.js';

/** The gateway's own: the connection's headers, and what is computed from the body. */
const dropped = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The function's headers and what an HTTP API adds to them (http contract §2.4). */
export function exposedHeaders(headers: readonly Header[], defaultType: string, ids: RequestIds): Header[] {
  const passed = headers.filter(([name]) => !dropped.has(name.toLowerCase()));
  const typed = passed.some(([name]) => name.toLowerCase() === 'content-type');
  const type: Header[] = typed ? [] : [['Content-Type', defaultType]];
  return [...type, ...passed, ['Apigw-Requestid', ids.requestId]];
}
