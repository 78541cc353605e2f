import type { Header } from '../api-gateway/client-request.js';
import type { RequestIds } from '../api-gateway/routed-request.js';

/** On every response of a REST API, errors included (http contract §1.4). */
export function gatewayHeaders(ids: RequestIds): Header[] {
  return [
    ['x-amzn-RequestId', ids.requestId],
    ['x-amz-apigw-id', ids.extendedRequestId],
  ];
}
