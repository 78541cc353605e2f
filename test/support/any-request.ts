import { once } from 'node:events';
import http from 'node:http';
import fc from 'fast-check';

/** What a client made of Node's `http` sends. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** In the client's casing; several values are several headers. */
  readonly headers: readonly (readonly [name: string, values: readonly string[]])[];
  readonly cookies: readonly string[];
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
// A byte above ASCII in a request line is refused by Node's own parser with 400.
const segment = fc.string({
  unit: fc.constantFrom(
    ...Array.from('aZ0.~+&;:@{}|<>"`^\\!$\'()*,=[]_-'),
    '%2F',
    '%3a',
    '%E2%82%AC',
    '%20',
    '%3F',
    '%',
    '%ff',
    '%00',
  ),
  maxLength: 12,
});
const query = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    'B',
    '=',
    '=',
    '&',
    '&',
    '%20',
    '%26',
    '%C3%BC',
    '%',
    '+',
    '%ff',
    '[',
    ']',
    '?',
    '/',
    '|',
    '{',
  ),
  maxLength: 24,
});
const header = fc.tuple(
  fc.stringMatching(/^[xX]-[a-zA-Z]{1,8}$/),
  fc.array(
    fc.string({ unit: fc.constantFrom('a', ' b', 'é', '"', ',', ';', '='), maxLength: 8 }).map((value) => `v${value}`),
    { minLength: 1, maxLength: 3 },
  ),
);
const contentTypes = [
  'application/json',
  'text/plain; charset=utf-8',
  'IMAGE/png',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
];

/** Requests of every method that Node's client can send and every API serves. */
export const anyRequest: fc.Arbitrary<SentRequest> = fc.record({
  method: fc.constantFrom(...methods),
  path: fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  query,
  headers: fc.uniqueArray(header, { maxLength: 4, selector: ([name]) => name.toLowerCase() }),
  cookies: fc.array(fc.stringMatching(/^[a-z]{1,4}=[a-z0-9%"]{0,6}$/), { maxLength: 3 }),
  contentType: fc.option(fc.constantFrom(...contentTypes), { nil: undefined }),
  body: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
});

/** Sends it to a server of this machine and answers the status. */
export async function sendRequest(port: number, prefix: string, sent: SentRequest): Promise<number | undefined> {
  const headers: http.OutgoingHttpHeaders = { 'Content-Length': sent.body.length };
  for (const [name, values] of sent.headers) headers[name] = [...values];
  if (sent.cookies.length > 0) headers['Cookie'] = sent.cookies.join('; ');
  if (sent.contentType !== undefined) headers['Content-Type'] = sent.contentType;
  const path = `${prefix}${sent.path}${sent.query === '' ? '' : `?${sent.query}`}`;
  const request = http.request({ host: '127.0.0.1', port, path, headers, method: sent.method, agent: false });
  request.end(sent.body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  response.resume();
  await once(response, 'close');
  return response.statusCode;
}
