import type { Header } from '../../api-gateway/client-request.js';

/** Dropped on the way to an HTTP_PROXY endpoint (http contract §1.4). */
const dropped = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'www-authenticate',
  'x-amzn-trace-id',
]);

export function passedHeaders(headers: readonly Header[]): Header[] {
  return headers.filter(([name, value]) => {
    const isSignature = name.toLowerCase() === 'authorization' && value.startsWith('AWS4-HMAC-SHA256 ');
    return !dropped.has(name.toLowerCase()) && !isSignature;
  });
}
