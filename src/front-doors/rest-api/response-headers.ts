import type { Header } from '../api-gateway/client-request.js';

/** Sent under `x-amzn-Remapped-<name as written>`, because the gateway owns the name itself (http contract §1.4). */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);

/** Of a function's or an endpoint's own headers AWS drops these; where a response mapping makes them they are remapped too. */
const dropped = new Set([
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of a proxy's answer as the client of a REST API sees them. */
export function exposedHeaders(headers: readonly Header[]): Header[] {
  return headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .map(([name, value]) => [remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]);
}

/** The headers that a response mapping makes, as recorded on AWS (test_apigateway_header_remapping_http[HTTP]). */
export function mappedHeaders(headers: readonly Header[]): Header[] {
  return headers
    .filter(([name]) => !/^(transfer-encoding|keep-alive)$/i.test(name))
    .map(([name, value]) => {
      const key = name.toLowerCase();
      const isOwned = remapped.has(key) || (dropped.has(key) && key !== 'te');
      return [isOwned ? `x-amzn-Remapped-${name}` : name, value];
    });
}
