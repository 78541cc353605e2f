import type http from 'node:http';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { StreamedResponse } from '../../api-gateway/streaming/streamed-response.js';
import { proxyHeaders } from '../proxy-headers.js';

/** Passes the stream of a method with `responseTransferMode: STREAM` on (http contract §1.7). */
export function streamedResponseOf({ ids }: RestRequest, response: http.ServerResponse): StreamedResponse {
  return new StreamedResponse(response, {
    needsPrelude: true,
    head: (prelude) => ({ status: prelude?.status ?? 200, headers: proxyHeaders(prelude?.headers ?? [], ids) }),
  });
}
