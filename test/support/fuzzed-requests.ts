import fc from 'fast-check';
import type { RawSend } from './raw-exchange.js';

/** How a body is framed: honestly, or in one of the ways in which a client can lie. */
type Framing = (body: Buffer) => {
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly complete: boolean;
};

const honest: Framing = (body) => ({ headers: [`Content-Length: ${body.length}`], body, complete: true });

const framings: readonly Framing[] = [
  ...Array.from({ length: 12 }, () => honest),
  (body) => ({ headers: ['Transfer-Encoding: chunked'], body: chunked(body, ''), complete: true }),
  (body) => ({
    headers: ['Transfer-Encoding: chunked', 'Trailer: Lambda-Runtime-Function-Error-Type'],
    body: chunked(body, 'Lambda-Runtime-Function-Error-Type: Fuzz.Error\r\nX-Other: 1\r\n'),
    complete: true,
  }),
  (body) => ({
    headers: ['Transfer-Encoding: chunked'],
    body: Buffer.from(`zz\r\n${body.toString('latin1')}`),
    complete: false,
  }),
  (body) => ({ headers: ['Transfer-Encoding: chunked'], body: chunked(body, '').subarray(0, -3), complete: false }),
  (body) => ({ headers: [`Content-Length: ${body.length + 7}`], body, complete: false }),
  (body) => ({ headers: [`Content-Length: ${Math.max(0, body.length - 2)}`], body, complete: false }),
  (body) => ({ headers: ['Content-Length: -1'], body, complete: false }),
  (body) => ({ headers: ['Content-Length: 1', 'Content-Length: 2'], body, complete: false }),
  (body) => ({ headers: ['Content-Length: 4', 'Transfer-Encoding: chunked'], body, complete: false }),
  (body) => ({ headers: ['Content-Length: 99999999999999999999'], body, complete: false }),
  (body) => ({ headers: ['Expect: 100-continue', `Content-Length: ${body.length}`], body, complete: true }),
  (body) => ({ headers: [], body, complete: false }),
];

function chunked(body: Buffer, trailers: string): Buffer {
  const head = body.length === 0 ? '' : `${body.length.toString(16)}\r\n`;
  return Buffer.concat([Buffer.from(head), body, Buffer.from(`${head === '' ? '' : '\r\n'}0\r\n${trailers}\r\n`)]);
}

export interface RequestParts {
  readonly methods: readonly string[];
  readonly paths: fc.Arbitrary<string>;
  /** Names and values of headers that mean something there. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly bodies: readonly string[];
}

/** Requests that are nearly right: each part is one that means something, or is mutated, or is random. Every one asks to close the connection. */
export function fuzzedRequest({ methods, paths, headers, bodies }: RequestParts): fc.Arbitrary<RawSend> {
  const method = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...methods) },
    fc.stringMatching(/^[A-Z!#$%&'*+.^_|~-]{1,12}$/),
  );
  const known = Object.entries(headers).flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  const header = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...known) },
    fc.tuple(fc.constantFrom(...Object.keys(headers)), visible(40)).map(([name, value]) => `${name}: ${value}`),
    fc.tuple(fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/), visible(60)).map(([name, value]) => `X-${name}: ${value}`),
  );
  const body = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...bodies).map((text) => Buffer.from(text)) },
    fc
      .tuple(fc.constantFrom(...bodies), fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([text, at, byte]) => mutated(text, at, byte)),
    fc.json().map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );
  return fc
    .record({
      method,
      path: paths,
      headers: fc.oneof(fc.constant([]), fc.array(header, { maxLength: 5 })),
      body,
      framing: fc.constantFrom(...framings),
      cut: fc.oneof({ weight: 15, arbitrary: fc.constant(null) }, fc.nat()),
    })
    .map(({ cut, ...parts }) => {
      const { headers: lengths, body: framed, complete } = parts.framing(parts.body);
      const lines = [
        `${parts.method} ${parts.path} HTTP/1.1`,
        'Host: fuzz',
        ...parts.headers,
        ...lengths,
        'Connection: close',
      ];
      const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), framed]);
      return cut === null ? { bytes, complete } : { bytes: bytes.subarray(0, cut % bytes.length), complete: false };
    });
}

/** Text that may stand in a header or a path, high bytes included. */
export function visible(maxLength: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc
      .integer({ min: 0x21, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength,
  });
}

function mutated(text: string, at: number, byte: number): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 0) bytes[at % bytes.length] = byte;
  return bytes;
}
