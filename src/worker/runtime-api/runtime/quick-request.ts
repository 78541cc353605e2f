/** A request as runtime clients send it over and over; `bodyAt` is where its body begins in the bytes that were read. */
export type QuickRequest =
  | { readonly endpoint: 'next' }
  | {
      readonly endpoint: 'response';
      readonly requestId: string;
      readonly contentType: string;
      readonly contentLength: number;
      readonly invocationId: string | undefined;
      readonly bodyAt: number;
    };

const next: QuickRequest = { endpoint: 'next' };
const nextLine = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n';
const responseLine = /^POST \/2018-06-01\/runtime\/invocation\/([\w-]+)\/response HTTP\/1\.1\r\n/;
const headEnd = Buffer.from('\r\n\r\n');
/** Longer heads carry something unusual. */
const longestHead = 2048;

/** Headers that change nothing in how the request is read. */
const plainHeaders = new Set(['accept', 'accept-encoding', 'host', 'user-agent']);
const readHeaders = new Set(['content-type', 'content-length', 'lambda-runtime-invocation-id']);
const headerLine = /^([A-Za-z-]+):[ \t]*([\x20-\x7e]*?)[ \t]*$/;
const streamedContentType = 'application/vnd.awslambda.http-integration-response';

/**
 * Reads a request whose whole head is in `bytes` and in which nothing is out of the ordinary: only known headers, a body of announced
 * length, no streaming. Undefined for every other, right or wrong, which `node:http` shall read.
 */
export function readQuickRequest(bytes: Buffer): QuickRequest | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0 || end > longestHead) return undefined;
  const bodyAt = end + headEnd.length;
  const head = bytes.toString('latin1', 0, end + 2);
  if (head.startsWith(nextLine)) {
    const headers = readHeadersFrom(head, nextLine.length);
    return headers === undefined || headers.size > 0 || bytes.length > bodyAt ? undefined : next;
  }
  const line = responseLine.exec(head);
  const headers = line === null ? undefined : readHeadersFrom(head, line[0].length);
  const length = headers?.get('content-length');
  const contentType = headers?.get('content-type') ?? 'application/octet-stream';
  if (length === undefined || !/^\d{1,9}$/.test(length) || contentType.startsWith(streamedContentType))
    return undefined;
  return {
    endpoint: 'response',
    requestId: line?.[1] ?? '',
    contentType,
    contentLength: Number(length),
    invocationId: headers?.get('lambda-runtime-invocation-id'),
    bodyAt,
  };
}

/** The headers that matter; undefined when one is unknown, twice there, or not plain text. */
function readHeadersFrom(head: string, from: number): ReadonlyMap<string, string> | undefined {
  const headers = new Map<string, string>();
  for (let at = from; at < head.length;) {
    const lineEnd = head.indexOf('\r\n', at);
    const [, written = '', value = ''] = headerLine.exec(head.slice(at, lineEnd)) ?? [];
    const name = written.toLowerCase();
    if (readHeaders.has(name) && !headers.has(name)) headers.set(name, value);
    else if (!plainHeaders.has(name) && !(name === 'connection' && value.toLowerCase() === 'keep-alive')) {
      return undefined;
    }
    at = lineEnd + 2;
  }
  return headers;
}
