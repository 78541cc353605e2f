import type { HttpProxyIntegration } from '../../model/index.js';
import type { BackendRequest } from '../api-gateway/backend/call-backend.js';
import { withStageVariables } from '../api-gateway/call-function.js';
import { type Header, headerOf } from '../api-gateway/client-request.js';
import type { HttpRequest } from '../api-gateway/routed-request.js';
import { mapRequest } from './mapping/map-request.js';

/** The connection's own, and what is written anew. */
const dropped =
  /^(connection|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|te|trailer|transfer-encoding|upgrade|expect|host|content-length|forwarded|via|x-forwarded-.*)$/i;

/** What an HTTP_PROXY integration sends to its endpoint (http contract §2.7). */
export function proxyRequest(
  request: HttpRequest,
  integration: HttpProxyIntegration,
): Omit<BackendRequest, 'timeoutMs' | 'signal'> {
  const { client } = request;
  const mapped = mapRequest(request, integration.requestParameters);
  const headers = mapped.headers.filter(([name]) => !dropped.test(name));
  return {
    method: integration.method === 'ANY' ? client.method : integration.method,
    url: urlOf(request, integration, mapped),
    headers: [...headers, ...forwardingHeaders(request)],
    body: client.body,
  };
}

function urlOf(
  { path, pathParameters, stage, route }: HttpRequest,
  { uri }: HttpProxyIntegration,
  mapped: { readonly path?: string; readonly query: string },
): string {
  const filled = withStageVariables(uri, stage.variables).replace(
    /\{([^}+]+)\+?\}/g,
    (_, name: string) => pathParameters.find(([parameter]) => parameter === name)?.[1] ?? '',
  );
  const url = new URL(filled);
  // A $default route has no parameter that could stand in its URI: the whole path follows.
  if (mapped.path !== undefined) url.pathname = mapped.path;
  else if (route.path === '$default') url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  if (mapped.query !== '') url.search = url.search === '' ? mapped.query : `${url.search}&${mapped.query}`;
  return url.href;
}

/** What came as `X-Forwarded-*` goes on as `Forwarded`, with this hop behind it ("Important notes for HTTP APIs"). */
function forwardingHeaders({ client }: HttpRequest): Header[] {
  const host = headerOf(client.headers, 'host') ?? '';
  const earlier = headerOf(client.headers, 'forwarded') ?? earlierHops(client.headers);
  const by = client.localIp === undefined ? '' : `by=${node(client.localIp)};`;
  const hop = `${by}for=${node(client.sourceIp)};host=${host};proto=${client.scheme}`;
  return [
    ['Forwarded', earlier === undefined ? hop : `${earlier}, ${hop}`],
    ['Via', `${client.protocol} AmazonAPIGateway`],
  ];
}

/** `X-Forwarded-For`, `-Host` and `-Proto` as elements of `Forwarded`; the latter two belong to the first hop. */
function earlierHops(headers: readonly Header[]): string | undefined {
  const addresses = headerOf(headers, 'x-forwarded-for')?.split(',') ?? [];
  const host = headerOf(headers, 'x-forwarded-host');
  const proto = headerOf(headers, 'x-forwarded-proto');
  const [first, ...rest] = addresses.map((address) => `for=${node(address.trim())}`);
  const begin = [first, host && `host=${host}`, proto && `proto=${proto}`].filter(Boolean).join(';');
  return begin === '' ? undefined : [begin, ...rest].join(', ');
}

/** IPv6 addresses stand in brackets and quotes (RFC 7239 §6). */
function node(address: string): string {
  return address.includes(':') && !address.startsWith('"') ? `"[${address}]"` : address;
}
