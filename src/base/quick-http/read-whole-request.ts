import type http from 'node:http';

/** A whole request; `bodyAt` is where its body begins in the bytes that were read. */
export interface ReadRequest {
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<http.IncomingHttpHeaders>;
  readonly bodyAt: number;
  readonly bodyLength: number;
}

/** Heads that are longer are read by `node:http`. */
const longestHead = 8192;
const headEnd = Buffer.from('\r\n\r\n');

/** A plain path with or without a query, and headers of visible ASCII with at most one blank before their value and none after it. */
const plainHead =
  /^(?:GET|POST|PUT|PATCH|DELETE|OPTIONS) \/[\w\-.~%$:/?&=+,@*!;()]* HTTP\/1\.1\r\n(?:[\w!#$%&'*+.^`|~-]+:(?: ?[!-~](?:[ -~]*[!-~])?| ?)\r\n)+$/;

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

/** Reads the requests of one connection. Many clients send the same head again and again, and it is then not read again. */
export class RequestReader {
  #known: { readonly head: Buffer; readonly said: ReadRequest } | undefined;

  /** As `readWholeRequest`. */
  read(bytes: Buffer): ReadRequest | 'bodiless' | undefined {
    const known = this.#known;
    if (
      known !== undefined &&
      bytes.length === known.said.bodyAt + known.said.bodyLength &&
      startsWith(bytes, known.head)
    )
      return known.said;
    const read = readWholeRequest(bytes);
    if (typeof read === 'object') this.#known = { head: Buffer.from(bytes.subarray(0, read.bodyAt)), said: read };
    return read;
  }
}

function startsWith(bytes: Buffer, beginning: Buffer): boolean {
  return bytes.compare(beginning, 0, beginning.length, 0, beginning.length) === 0;
}

/**
 * Reads a request that is whole in `bytes`, ends with them, and in which nothing is out of the ordinary: HTTP/1.1, a usual verb (but for HEAD, whose
 * answers are unlike others), one host, no header twice, a body of announced length or none, a connection that stays. Undefined for every other,
 * right or wrong, which `node:http` shall read; `bodiless` for such a request whose announced body is all that is missing.
 */
function readWholeRequest(bytes: Buffer): ReadRequest | 'bodiless' | undefined {
  const end = bytes.indexOf(headEnd);
  if (end < 0 || end > longestHead) return undefined;
  const head = bytes.toString('latin1', 0, end + 2);
  if (!plainHead.test(head)) return undefined;
  const lineEnd = head.indexOf('\r\n');
  const headers: Record<string, string> = {};
  const rawHeaders = readHeaders(head, lineEnd + 2, headers);
  const bodyAt = end + headEnd.length;
  if (rawHeaders === undefined || headers['host'] === undefined || !staysOpen(headers)) return undefined;
  const announced = bodyLength(headers);
  if (announced !== bytes.length - bodyAt) return announced > 0 && bodyAt === bytes.length ? 'bodiless' : undefined;
  const verbEnd = head.indexOf(' ');
  const url = head.slice(verbEnd + 1, lineEnd - ' HTTP/1.1'.length);
  return { method: head.slice(0, verbEnd), url, rawHeaders, headers, bodyAt, bodyLength: announced };
}

/** Fills `headers`, and answers them as they were sent; undefined where one is unusual or there twice. */
function readHeaders(head: string, from: number, headers: Record<string, string>): readonly string[] | undefined {
  const raw: string[] = [];
  for (let at = from; at < head.length;) {
    const lineEnd = head.indexOf('\r\n', at);
    const colon = head.indexOf(':', at);
    const sent = head.slice(at, colon);
    const name = sent.toLowerCase();
    if (name in headers || unusual.has(name)) return undefined;
    const value = head.slice(head[colon + 1] === ' ' ? colon + 2 : colon + 1, lineEnd);
    headers[name] = value;
    raw.push(sent, value);
    at = lineEnd + 2;
  }
  return raw;
}

function staysOpen({ connection }: Readonly<Record<string, string>>): boolean {
  return connection === undefined || connection.toLowerCase() === 'keep-alive';
}

/** NaN where it is no length of a body that might be read here. */
function bodyLength({ 'content-length': length }: Readonly<Record<string, string>>): number {
  if (length === undefined) return 0;
  return /^\d{1,9}$/.test(length) ? Number(length) : Number.NaN;
}
