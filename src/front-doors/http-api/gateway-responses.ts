import type { EarlyRefusal } from '../api-gateway/api-door.js';
import type { CallFailure } from '../api-gateway/call-function.js';
import type { Header } from '../api-gateway/client-request.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';
import type { RequestIds } from '../api-gateway/routed-request.js';

/** Everything that an HTTP API answers itself. */
export type HttpRefusal =
  | EarlyRefusal
  | CallFailure
  | 'bad-request'
  | 'rate-exceeded'
  | 'unauthorized'
  | 'forbidden'
  | 'function-error'
  | 'backend-timeout'
  | 'backend-unreachable';

/** http contract §0.1, §2.1, §2.4 and §2.5. */
const responses: Readonly<Record<HttpRefusal, readonly [status: number, message: string]>> = {
  'no-route': [404, 'Not Found'],
  'unknown-stage': [404, 'Not Found'],
  'request-too-large': [413, 'Request Entity Too Large'],
  'event-too-large': [413, 'Request Entity Too Large'],
  'bad-request': [400, 'Bad Request'],
  'rate-exceeded': [429, 'Too Many Requests'],
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  'function-error': [500, 'Internal Server Error'],
  throttled: [503, 'Service Unavailable'],
  'not-callable': [500, 'Internal Server Error'],
  timeout: [503, 'Service Unavailable'],
  'backend-timeout': [504, 'Gateway Timeout'],
  'backend-unreachable': [503, 'Service Unavailable'],
};

export function httpGatewayResponse(
  refusal: HttpRefusal,
  ids: RequestIds,
  headers: readonly Header[] = [],
): ClientResponse {
  const [status, message] = responses[refusal];
  return jsonResponse(status, JSON.stringify({ message }), [...headers, ['Apigw-Requestid', ids.requestId]]);
}
