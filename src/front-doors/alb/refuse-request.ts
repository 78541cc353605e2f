import { type ClientRequestHead, headerOf } from '../api-gateway/client-request.js';

/** 16 KB for the first line and for each header, 64 KB for all (http contract §5.3). */
const lineLimit = 16 * 1024;
const headersLimit = 64 * 1024;
const addressLimit = 30;

/** The status with which a load balancer refuses a request before it looks at its rules; undefined when it takes it (http contract §5.2). */
export function refusedStatus({ method, path, query, headers }: ClientRequestHead): number | undefined {
  if (method === 'TRACE') return 405;
  if (method.length + path.length + query.length + ' ? HTTP/1.1'.length > lineLimit) return 414;
  const sizes = headers.map(([name, value]) => name.length + value.length + ': '.length);
  if (sizes.some((size) => size > lineLimit) || sizes.reduce((sum, size) => sum + size, 0) > headersLimit) return 400;
  const encoding = headerOf(headers, 'transfer-encoding')?.toLowerCase();
  if (encoding !== undefined && encoding !== 'chunked' && encoding !== 'identity') return 501;
  const addresses = headers
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .flatMap(([, value]) => value.split(','));
  return addresses.length > addressLimit ? 463 : undefined;
}

/** Targets that are functions take no WebSocket. The other header that asks for one may be gone: it was for this connection only. */
export function isUpgrade({ headers }: Pick<ClientRequestHead, 'headers'>): boolean {
  return headerOf(headers, 'upgrade')?.toLowerCase() === 'websocket';
}
