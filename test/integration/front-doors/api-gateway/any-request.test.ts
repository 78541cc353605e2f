import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { frontendOf } from '../../../support/fake-frontend.js';
import { apiOf, routeOf } from '../../../support/routed-request.js';
import { serveApis } from '../../../support/served-apis.js';

const anyPath = [routeOf({ method: 'ANY', path: '/' }), routeOf({ method: 'ANY', path: '/{p+}' })];
const restApi = apiOf({ id: 'rest', stage: 'live', routes: anyPath });
const httpApi = apiOf({
  id: 'http',
  kind: 'http',
  stage: '$default',
  routes: [routeOf({ method: 'ANY', path: '$default', payloadFormat: '2.0' })],
});

const pathText = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', '.', '~', '%2F', '%3a', '%E2%82%AC', '%', '+', '&', ';', ':', '@', '{', '}'),
  maxLength: 12,
});
const requests = fc.record({
  path: fc.array(pathText, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  query: fc.string({ unit: fc.constantFrom('a', 'b', '=', '&', '%20', '%', '+', '%ff', '[', ']', '?'), maxLength: 20 }),
  headers: fc.dictionary(
    fc.stringMatching(/^x-[a-z]{1,8}$/),
    fc
      .string({ unit: fc.constantFrom('a', ' b', 'é', '"', ',', ';'), minLength: 1, maxLength: 8 })
      .map((value) => `v${value}`),
    { maxKeys: 4 },
  ),
  body: fc.uint8Array({ maxLength: 64 }),
});

/** Whatever Node's client can send arrives in the event (http contract §1.2, §2.2), and is never a 500. */
describe('any request', () => {
  const echo = frontendOf((_target, event) => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  }));

  async function send(
    port: number,
    prefix: string,
    { path, query, headers, body }: { path: string; query: string; headers: Record<string, string>; body: Uint8Array },
  ) {
    const target = `${prefix}${path}${query === '' ? '' : `?${query}`}`;
    const request = http.request({ host: '127.0.0.1', port, path: target, headers, method: 'POST', agent: false });
    request.end(body);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    return { status: response.statusCode, event: JSON.parse(await text(response)) as Record<string, unknown> };
  }

  it('arrives at a REST API', async () => {
    await using server = await serveApis([restApi], echo);

    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        const { status, event } = await send(server.port, '/_aws/execute-api/rest/live', sent);

        expect(status).toBe(200);
        expect(event).toMatchObject({
          path: sent.path,
          headers: sent.headers,
          body: sent.body.length === 0 ? null : Buffer.from(sent.body).toString(),
        });
        const parameters = new URLSearchParams(`&${sent.query}`);
        for (const [name, value] of Object.entries(event['queryStringParameters'] ?? {})) {
          expect(parameters.getAll(name).at(-1)).toBe(value);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('arrives at an HTTP API', async () => {
    await using server = await serveApis([httpApi], echo);

    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        const { status, event } = await send(server.port, '/_aws/execute-api/http/$default', sent);

        expect(status).toBe(200);
        expect(event).toMatchObject({ version: '2.0', rawQueryString: sent.query, headers: sent.headers });
        const body = event['body'] as string | undefined;
        expect(Buffer.from(body ?? '', 'base64')).toEqual(Buffer.from(sent.body));
      }),
      { numRuns: 150 },
    );
  });
});
