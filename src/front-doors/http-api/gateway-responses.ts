import type { Refusal } from '../api-gateway/api-door.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';
import type { RequestIds } from '../api-gateway/routed-request.js';

/** http contract §0.1, §2.1 and §2.4. */
const responses: Readonly<Record<Refusal, readonly [status: number, message: string]>> = {
  'no-route': [404, 'Not Found'],
  'unknown-stage': [404, 'Not Found'],
  'request-too-large': [413, 'Request Entity Too Large'],
  'event-too-large': [413, 'Request Entity Too Large'],
  'function-error': [500, 'Internal Server Error'],
  throttled: [503, 'Service Unavailable'],
  'not-callable': [500, 'Internal Server Error'],
  'integration-timeout': [503, 'Service Unavailable'],
};

export function httpGatewayResponse(refusal: Refusal, ids: RequestIds): ClientResponse {
  const [status, message] = responses[refusal];
  return jsonResponse(status, JSON.stringify({ message }), [['Apigw-Requestid', ids.requestId]]);
}
