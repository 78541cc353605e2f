import type { CorsRules } from '../../model/index.js';
import { type ClientRequestHead, type Header, headerOf } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { allowedOrigin } from '../api-gateway/cors-origin.js';

/** The URL's own answer to a preflight; undefined when the request is none or nothing is configured (http contract §4.5). */
export function urlPreflight(
  cors: CorsRules | undefined,
  client: ClientRequestHead,
  ids: readonly Header[],
): ClientResponse | undefined {
  const asked = headerOf(client.headers, 'access-control-request-method');
  if (cors === undefined || client.method !== 'OPTIONS' || asked === undefined) return undefined;
  const allowed = corsHeaders(cors, client);
  const lists: Header[] = [
    ...list('Access-Control-Allow-Methods', cors.allowMethods),
    ...list('Access-Control-Allow-Headers', cors.allowHeaders),
    ...(cors.maxAgeSeconds === undefined ? [] : [['Access-Control-Max-Age', String(cors.maxAgeSeconds)] as const]),
  ];
  return {
    status: 200,
    headers: [...(allowed.length === 0 ? [] : [...allowed, ...lists]), ...ids],
    body: Buffer.alloc(0),
  };
}

/** What every response gets next to the function's own headers. */
export function corsHeaders(cors: CorsRules | undefined, client: ClientRequestHead): Header[] {
  const origin = headerOf(client.headers, 'origin');
  const allowed = cors === undefined || origin === undefined ? undefined : allowedOrigin(cors, origin);
  if (cors === undefined || allowed === undefined) return [];
  return [
    ['Access-Control-Allow-Origin', allowed],
    ...list('Access-Control-Expose-Headers', cors.exposeHeaders),
    ...(cors.allowCredentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
    ...(allowed === '*' ? [] : [['Vary', 'Origin'] as const]),
  ];
}

function list(name: string, values: readonly string[]): Header[] {
  return values.length === 0 ? [] : [[name, values.join(',')]];
}
