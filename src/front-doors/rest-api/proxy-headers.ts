import type { Header } from '../api-gateway/client-request.js';
import type { RequestIds } from '../api-gateway/routed-request.js';
import { gatewayHeaders } from './gateway-headers.js';
import { exposedHeaders } from './response-headers.js';

/** The headers of an AWS_PROXY response: the function's, a type in any case, and the gateway's own (http contract §1.4). */
export function proxyHeaders(returned: readonly Header[], ids: RequestIds): Header[] {
  const headers = exposedHeaders(returned);
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  const type: Header[] = isTyped ? [] : [['Content-Type', 'application/json']];
  return [...type, ...headers, ...gatewayHeaders(ids), ['X-Amzn-Trace-Id', ids.traceId]];
}
