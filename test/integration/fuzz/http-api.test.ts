import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEmulator } from '../../../src/index.js';
import { fuzzedRequest, visible } from '../../support/fuzzed-requests.js';
import { projectFolder } from '../../support/project-folder.js';
import { exchangeRaw, statusesIn } from '../../support/raw-exchange.js';

const request = fuzzedRequest({
  methods: [...Array.from({ length: 6 }, () => 'POST'), 'GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'],
  paths: fc.oneof(
    fc.constantFrom(
      '/',
      '/echo',
      '/echo/',
      '/items/1',
      '/items/a%2Fb',
      '/items/%',
      '/items/%ff',
      '//',
      '/echo?a=1&a=2&%=%&=',
      '*',
      'http://x/echo?y',
    ),
    fc.stringMatching(/^\/[!-~]{0,80}$/),
    visible(80).map((text) => `/items/${text}`),
  ),
  headers: {
    Cookie: ['a=1', 'a=1; b=2', '=;;', 'a=ü'],
    Host: ['x.execute-api.us-east-1.amazonaws.com', 'localhost.localstack.cloud', '%', ''],
    Origin: ['https://example.com', 'null'],
    Authorization: ['Bearer x.y.z', 'Basic !!!'],
    'X-Forwarded-For': ['1.2.3.4, 5.6.7.8', '::1', '?'],
    'X-Amzn-Trace-Id': ['Root=1-5759e988-bd862e3fe1be46a994272793', ';;'],
    'Content-Type': [
      'application/json',
      'multipart/form-data; boundary=x',
      'text/plain; charset=nonsense',
      'image/png',
    ],
    'Transfer-Encoding': ['gzip', 'identity'],
    Upgrade: ['websocket', 'h2c'],
  },
  bodies: ['{}', '{"a":1}', 'text', '', '\u0000ÿ', 'a=1&b=2'],
});

/** What an HTTP API answers by itself, and what the HTTP server answers to what is no request; never 500. */
const declared = new Set([100, 200, 204, 400, 403, 404, 405, 408, 413, 414, 417, 431]);

it('3,000 random and mutated requests to an HTTP API get declared answers', async () => {
  await using folder = await projectFolder();
  await using hearth = await createEmulator({ folder: folder.path, sandboxHost: 'process' });
  await hearth.deploy({
    name: 'Echo',
    code: { inline: 'exports.handler = async (event) => ({ path: event.rawPath, body: event.body });' },
    routes: ['POST /echo', 'ANY /items/{proxy+}'],
  });
  const port = Number(new URL(hearth.apiUrl).port);
  let reachedTheFunction = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 50, maxLength: 50 }), async (batch) => {
      await Promise.all(
        batch.map(async (sent) => {
          const text = await exchangeRaw(port, sent);
          const statuses = statusesIn(text);
          if (statuses.includes(200)) reachedTheFunction += 1;
          const isFine = statuses.every((status) => declared.has(status)) && (statuses.length > 0 || !sent.complete);
          if (!isFine) {
            throw new Error(`${JSON.stringify(sent.bytes.toString('latin1'))}\nwas answered\n${JSON.stringify(text)}`);
          }
        }),
      );
      const answer = await fetch(hearth.url('/echo'), { method: 'POST', body: 'sound' });
      expect(await answer.json()).toEqual({ path: '/echo', body: 'sound' });
    }),
    { numRuns: 60, endOnFailure: true },
  );

  expect(reachedTheFunction).toBeGreaterThan(100);
});
