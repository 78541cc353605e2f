import type { CorsRules } from '../../model/index.js';
import { type ClientRequestHead, type Header, headerOf } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { allowedOrigin } from '../api-gateway/cors-origin.js';
import type { RequestIds } from '../api-gateway/routed-request.js';

/** The answer to a preflight, or undefined when the request is none (http contract §2.6). A foreign origin gets 204 without CORS headers. */
export function preflightResponse(
  cors: CorsRules | undefined,
  client: ClientRequestHead,
  ids: RequestIds,
): ClientResponse | undefined {
  const origin = headerOf(client.headers, 'origin');
  const asked = headerOf(client.headers, 'access-control-request-method');
  if (cors === undefined || client.method !== 'OPTIONS' || origin === undefined || asked === undefined)
    return undefined;
  const allowed = allowedOrigin(cors, origin);
  const headers: Header[] = allowed === undefined ? [] : [...originHeaders(cors, allowed), ...preflightHeaders(cors)];
  return { status: 204, headers: [...headers, ['Apigw-Requestid', ids.requestId]], body: Buffer.alloc(0) };
}

/** A real response: what the function says of CORS is dropped, what the API is configured with takes its place. */
export function withCors(
  response: ClientResponse,
  cors: CorsRules | undefined,
  client: ClientRequestHead,
): ClientResponse {
  if (cors === undefined) return response;
  const origin = headerOf(client.headers, 'origin');
  const allowed = origin === undefined ? undefined : allowedOrigin(cors, origin);
  const kept = response.headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  return { ...response, headers: allowed === undefined ? kept : [...kept, ...originHeaders(cors, allowed)] };
}

function originHeaders(cors: CorsRules, allowed: string): Header[] {
  return [
    ['access-control-allow-origin', allowed],
    ...(cors.allowCredentials ? [['access-control-allow-credentials', 'true'] as const] : []),
    ...list('access-control-expose-headers', cors.exposeHeaders),
    ...(allowed === '*' ? [] : [['vary', 'Origin'] as const]),
  ];
}

function preflightHeaders(cors: CorsRules): Header[] {
  return [
    ...list('access-control-allow-methods', cors.allowMethods),
    ...list('access-control-allow-headers', cors.allowHeaders),
    ...(cors.maxAgeSeconds === undefined ? [] : [['access-control-max-age', String(cors.maxAgeSeconds)] as const]),
  ];
}

function list(name: string, values: readonly string[]): Header[] {
  return values.length === 0 ? [] : [[name, values.join(',')]];
}
