import type http from 'node:http';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { StreamedResponse } from '../../api-gateway/streaming/streamed-response.js';
import { gatewayHeaders } from '../gateway-headers.js';
import { exposedHeaders } from '../response-headers.js';

/** Passes the stream of a method with `responseTransferMode: STREAM` on (http contract §1.7). */
export function streamedResponseOf({ ids }: RestRequest, response: http.ServerResponse): StreamedResponse {
  return new StreamedResponse(response, {
    needsPrelude: true,
    head(prelude) {
      const headers = exposedHeaders(prelude?.headers ?? []);
      const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
      return {
        status: prelude?.status ?? 200,
        headers: [
          ...(isTyped ? [] : [['Content-Type', 'application/json'] as const]),
          ...headers,
          ...gatewayHeaders(ids),
          ['X-Amzn-Trace-Id', ids.traceId],
        ],
      };
    },
  });
}
