import type http from 'node:http';
import { plainAddress, type WholeRequest } from '../../base/index.js';

/** Name and value, in order of arrival and with the casing of whoever wrote them. */
export type Header = readonly [name: string, value: string];

/** What a client sent, before any API has looked at it. */
export interface ClientRequest {
  readonly method: string;
  /** Percent-encoded as sent, without the query; starts with `/`. */
  readonly path: string;
  /** Text after `?`, as sent; empty when there is none. */
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly sourcePort?: number | undefined;
  /** Our address that the client reached. */
  readonly localIp?: string | undefined;
  /** `HTTP/1.1`, also for clients that speak HTTP/2. */
  readonly protocol: string;
  readonly scheme: 'http' | 'https';
  /** Port of our listener that the client reached. */
  readonly port: number;
  readonly receivedAtMs: number;
}

/** Everything of `ClientRequest` that is known before the body is read. */
export type ClientRequestHead = Omit<ClientRequest, 'body'>;

export function readRequestHead(request: http.IncomingMessage | WholeRequest, receivedAtMs: number): ClientRequestHead {
  const { path, query } = splitTarget(request.url ?? '/');
  const { remoteAddress = '127.0.0.1', remotePort, localAddress } = request.socket;
  return {
    method: request.method ?? 'GET',
    path,
    query,
    headers: headersOf(request),
    sourceIp: plainAddress(remoteAddress),
    sourcePort: remotePort,
    localIp: localAddress === undefined ? undefined : plainAddress(localAddress),
    protocol: request.httpVersionMajor >= 2 ? 'HTTP/1.1' : `HTTP/${request.httpVersion}`,
    scheme: 'encrypted' in request.socket ? 'https' : 'http',
    port: request.socket.localPort ?? 0,
    receivedAtMs,
  };
}

/** The value of the header that came last, whatever its casing. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  for (let at = headers.length - 1; at >= 0; at -= 1) {
    const header = headers[at];
    if (header?.[0].length === name.length && header[0].toLowerCase() === name) return header[1];
  }
  return undefined;
}

/** Origin form (`/a?b`), absolute form (`http://host/a?b`, as proxies send it) and `*`. */
function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const origin = target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const mark = origin.indexOf('?');
  const path = mark === -1 ? origin : origin.slice(0, mark);
  return { path: path.startsWith('/') ? path : '/', query: mark === -1 ? '' : origin.slice(mark + 1) };
}

/** HTTP/2 has `:authority` for `Host`, and may send a cookie in parts (RFC 9113 §8.2.3, §8.3.1). */
function headersOf({ rawHeaders, httpVersionMajor }: http.IncomingMessage | WholeRequest): Header[] {
  const headers = pairHeaders(rawHeaders);
  if (httpVersionMajor < 2) return headers;
  const named = (wanted: string): string[] => headers.filter(([name]) => name === wanted).map(([, value]) => value);
  const [authority] = named(':authority');
  const cookie = named('cookie').join('; ');
  return [
    ...(authority === undefined ? [] : [['Host', authority] as const]),
    ...headers.filter(
      ([name]) => !name.startsWith(':') && name !== 'cookie' && (name !== 'host' || authority === undefined),
    ),
    ...(cookie === '' ? [] : [['cookie', cookie] as const]),
  ];
}

function pairHeaders(flat: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) headers.push([flat[index] ?? '', flat[index + 1] ?? '']);
  return headers;
}
