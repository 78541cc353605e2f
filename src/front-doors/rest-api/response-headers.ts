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

/** The function's headers as the client of a REST API sees them. */
export function exposedHeaders(headers: readonly Header[]): Header[] {
  return headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .map(([name, value]) => [remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]);
}
