import type { Header } from '../api-gateway/client-request.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';
import { builtInResponses, type BuiltInResponse } from './built-in-responses.js';
import { type PartialRestRequest } from './context.js';
import { customizeResponse } from './customized-response.js';
import { gatewayHeaders } from './gateway-headers.js';
import type { RestRefusal } from './rest-refusal.js';

/**
 * The API's own GatewayResponse of that type, else its DEFAULT_4XX or DEFAULT_5XX (which keeps the type's status unless it names one),
 * else AWS's (http contract §1.10).
 */
export function restGatewayResponse(refused: RestRefusal, request: PartialRestRequest): ClientResponse {
  if (refused.refusal === 'REQUEST_TOO_LARGE') return tooLarge;
  const builtIn: BuiltInResponse = builtInResponses[refused.refusal];
  const { api, ids } = request;
  const family = builtIn.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
  const custom =
    builtIn.fixed === true ? undefined : (api.gatewayResponses[refused.refusal] ?? api.gatewayResponses[family]);
  const headers: Header[] = [...gatewayHeaders(ids), ['x-amzn-ErrorType', builtIn.errorType]];
  if (custom === undefined) return jsonResponse(builtIn.status, bodyOf(builtIn, refused), headers);
  return customizeResponse(custom, { request, refused, builtIn, body: bodyOf(builtIn, refused), headers });
}

function bodyOf({ body, messageKey }: BuiltInResponse, { message }: RestRefusal): string {
  return message === undefined ? body : JSON.stringify({ [messageKey ?? 'message']: message });
}

/** Refused before the gateway itself sees it: no JSON, no ids (as a client of AWS captured it: koki-develop/lgtm-generator#10). */
const tooLarge: ClientResponse = {
  status: 413,
  headers: [['Content-Type', 'text; charset=utf-8']],
  body: Buffer.from('HTTP content length exceeded 10485760 bytes.'),
};
