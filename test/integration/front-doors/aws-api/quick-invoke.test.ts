import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import net from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { InvokeRequest } from '../../../../src/invoke-path/invoke-frontend/index.js';
import type { InvocationOutcome } from '../../../../src/model/index.js';
import { startAwsApi, type StartedAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';
import { RawConnection } from '../../../support/raw-http.js';
import { succeed } from '../../../support/scripted-frontend.js';

let api: StartedAwsApi;
let port: number;

beforeAll(async () => {
  api = await startAwsApi();
  port = Number(new URL(api.url).port);
  api.frontend.log = Buffer.from('START ü END');
  api.frontend.script = ({ payload }): InvocationOutcome => {
    if (payload.includes('fail'))
      return {
        outcome: 'function-error',
        errorType: 'Error',
        payload: Buffer.from('{"errorType":"Error"}'),
        streamed: false,
      };
    if (payload.includes('large')) return succeed(Buffer.alloc(200_000, ' '));
    if (payload.includes('throw')) throw new Error('Hearth is broken.');
    return succeed(payload);
  };
  await api.client().send(await createCommand({ FunctionName: 'echo' }));
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const text = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
const header = fc.oneof(
  fc
    .constantFrom('RequestResponse', 'RequestResponse', 'DryRun', 'Event', 'event', '')
    .map((type) => `X-Amz-Invocation-Type: ${type}`),
  fc.constantFrom('Tail', 'None', 'All').map((type) => `X-Amz-Log-Type: ${type}`),
  fc.constantFrom('e30=', 'bm8=', '!', 'A'.repeat(5000)).map((context) => `X-Amz-Client-Context: ${context}`),
  fc
    .oneof(fc.constantFrom('Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1', 'ü', ''), text)
    .map((trace) => `X-Amzn-Trace-Id: ${trace.trim()}`),
  fc.constantFrom('', 't', 'a b').map((tenant) => `X-Amz-Tenant-Id: ${tenant}`),
  fc.constant('X-Amz-Durable-Execution-Name: x'),
  fc
    .record({
      key: fc.constantFrom('test', '222222222222', 'another'),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
    })
    .map(
      ({ key, region }) =>
        `Authorization: AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/lambda/aws4_request, Signature=0`,
    ),
  text.map((value) => `User-Agent: ${value.trim()}`),
);
const request = fc
  .record({
    name: fc.constantFrom(
      'echo',
      'echo',
      'echo',
      'nobody',
      'arn:aws:lambda:us-east-1:111111111111:function:echo',
      'a%20b',
      '%',
    ),
    query: fc.constantFrom('', '', '', '?Qualifier=$LATEST', '?Qualifier=7', '?Qualifier='),
    headers: fc.uniqueArray(header, { maxLength: 4, selector: (line) => line.split(':')[0] }),
    body: fc.constantFrom('{}', '{"a":[1,"ü"]}', '"fail"', '"large"', '"throw"', ''),
  })
  .map(({ name, query, headers, body }) => {
    const bytes = Buffer.from(body);
    const lines = [`POST /2015-03-31/functions/${name}/invocations${query} HTTP/1.1`, 'Host: localhost', ...headers];
    const head = `${[...lines, `Content-Length: ${bytes.length}`].join('\r\n')}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
  });

it('an Invoke is read and answered alike, whether it comes whole or in pieces', async () => {
  const pieces = await RawConnection.open(port);

  await fc.assert(
    fc.asyncProperty(request, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (bytes, cuts) => {
      const sent = api.frontend.requests.length + api.frontend.accepted.length;
      const whole = await RawConnection.open(port);
      whole.write(bytes);
      const quick = await whole.response();
      const askedQuickly = lastAsked(sent);
      whole.destroy();
      for (const piece of cutAt(bytes, cuts)) {
        pieces.write(piece);
        await turn();
      }
      const slow = await pieces.response();

      expect(plain(quick.head)).toBe(plain(slow.head));
      expect(quick.body.toString('latin1')).toBe(slow.body.toString('latin1'));
      expect(askedQuickly).toEqual(lastAsked(sent));
    }),
    { numRuns: 500 },
  );

  pieces.destroy();
});

it('a client that goes away while it waits is noticed', async () => {
  let asked: InvokeRequest | undefined;
  const gone = new Promise<void>((resolve) => {
    api.frontend.script = (invoked) => {
      asked = invoked;
      invoked.signal?.addEventListener('abort', resolve);
      socket.destroy();
      return new Promise(() => undefined);
    };
  });
  const socket = net.connect(port, '127.0.0.1');
  socket.write(
    'POST /2015-03-31/functions/echo/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}',
  );

  await gone;

  expect(asked?.signal?.aborted).toBe(true);
});

/** The frontend's last request since there were `before`, as far as it was the client's. */
function lastAsked(before: number): unknown {
  const { requests, accepted } = api.frontend;
  if (requests.length + accepted.length === before) return undefined;
  const { requestId, signal, ...asked } = [...accepted.slice(-1), ...requests.slice(-1)].at(-1) ?? {};
  return { ...asked, hasId: requestId !== undefined, hasSignal: signal !== undefined };
}

function cutAt(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.map((cut) => 1 + (cut % (bytes.length - 1))).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
}

/** A head without what no two answers share, and without what only a long patience tells. */
function plain(head: string): string {
  return head
    .replace(/^Date: .*$/m, 'Date: now')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id');
}
