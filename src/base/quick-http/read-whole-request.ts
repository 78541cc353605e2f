import type http from 'node:http';

/** A whole request; `bodyAt` is where its body begins in the bytes that were read. */
export interface ReadRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly bodyAt: number;
}

/** Heads that are longer are read by `node:http`. */
const longestHead = 8192;
const headEnd = Buffer.from('\r\n\r\n');

/** A POST, a plain path with or without a query, and headers of visible ASCII with at most one blank before their value and none after it. */
const plainHead =
  /^POST \/[\w\-.~%$:/?&=+,@*!;()]* HTTP\/1\.1\r\n(?:[\w!#$%&'*+.^`|~-]+:(?: ?[!-~](?:[ -~]*[!-~])?| ?)\r\n)+$/;

/** Headers that decide how the request is read or answered, apart from the two that are looked at here. */
const unusual = new Set([
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Reads a POST that is whole in `bytes`, ends with them, and in which nothing is out of the ordinary: HTTP/1.1, one host, no header twice, a body of
 * announced length or none, a connection that stays. Undefined for every other, right or wrong, which `node:http` shall read.
 */
export function readWholeRequest(bytes: Buffer): ReadRequest | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0 || end > longestHead) return undefined;
  const head = bytes.toString('latin1', 0, end + 2);
  if (!plainHead.test(head)) return undefined;
  const lineEnd = head.indexOf('\r\n');
  const headers = readHeaders(head, lineEnd + 2);
  const bodyAt = end + headEnd.length;
  if (headers?.['host'] === undefined || !isWhole(headers, bytes.length - bodyAt)) return undefined;
  return { method: 'POST', url: head.slice('POST '.length, lineEnd - ' HTTP/1.1'.length), headers, bodyAt };
}

function readHeaders(head: string, from: number): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (let at = from; at < head.length;) {
    const lineEnd = head.indexOf('\r\n', at);
    const colon = head.indexOf(':', at);
    const name = head.slice(at, colon).toLowerCase();
    if (name in headers || unusual.has(name)) return undefined;
    headers[name] = head.slice(head[colon + 1] === ' ' ? colon + 2 : colon + 1, lineEnd);
    at = lineEnd + 2;
  }
  return headers;
}

function isWhole(headers: Readonly<Record<string, string>>, received: number): boolean {
  const { connection, 'content-length': length } = headers;
  if (connection !== undefined && connection.toLowerCase() !== 'keep-alive') return false;
  return length === undefined ? received === 0 : /^\d{1,9}$/.test(length) && Number(length) === received;
}
