import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deferred } from '../../../../src/base/index.js';
import { invocation } from '../../../support/function-version.js';
import { ServedRuntimeApi, type ServedOptions } from '../../../support/runtime-api-session.js';
import { ScriptedRuntime } from '../../../support/scripted-runtime.js';

const { requestId } = invocation();

describe('the Runtime API of one sandbox', () => {
  const opened: ServedRuntimeApi[] = [];

  afterEach(async () => {
    for (const served of opened.splice(0)) await served[Symbol.asyncDispose]();
  });

  async function open(options: ServedOptions = {}): Promise<{ served: ServedRuntimeApi; runtime: ScriptedRuntime }> {
    const served = await ServedRuntimeApi.open(options);
    opened.push(served);
    return { served, runtime: new ScriptedRuntime(served.api.address) };
  }

  it('hands out the event with the headers of the contract, in canonical casing', async () => {
    const { runtime } = await open({
      delivery: { invocation: invocation({ clientContext: '{\n"custom":{"ü":"€😀"}}', tenantId: 'blue' }) },
    });

    const event = await runtime.next();

    expect(event.body.toString()).toBe('{"a":1}');
    expect(headersOf(event.rawHeaders)).toMatchObject({
      'Content-Type': 'application/json',
      'Content-Length': '7',
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': '1767225603000',
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:000000000000:function:echo',
      'Lambda-Runtime-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
      'Lambda-Runtime-Invocation-Id': 'attempt-1',
      'Lambda-Runtime-Client-Context': '{ "custom":{"\\u00fc":"\\u20ac\\ud83d\\ude00"}}',
      'Lambda-Runtime-Aws-Tenant-Id': 'blue',
    });
    expect(headersOf(event.rawHeaders)).not.toHaveProperty('Lambda-Runtime-Cognito-Identity');
  });

  it('blocks a poll until there is an event', async () => {
    const { served, runtime } = await open({ holdEvents: true });
    const polled = runtime.next();
    await waitUntil(() => served.session.polling);

    served.deliver();

    expect((await polled).requestId).toBe(requestId);
  });

  it('answers the running event again to a poll that comes before the answer', async () => {
    const { served, runtime } = await open();
    const first = await runtime.next();

    const second = await runtime.next();
    await runtime.respond(requestId, '1');

    expect(second.headers['lambda-runtime-invocation-id']).toBe(first.headers['lambda-runtime-invocation-id']);
    expect(served.answers).toHaveLength(1);
  });

  it('accepts a response with 202, a Content-Length and a line of JSON', async () => {
    const { served, runtime } = await open();
    await runtime.next();

    const reply = await runtime.respond(requestId, '{"ok":true}', { 'Content-Type': 'application/json' });

    expect(reply).toMatchObject({ status: 202, body: '{"status":"OK"}\n' });
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '16' });
    expect(await served.answer).toEqual({
      kind: 'response',
      payload: Buffer.from('{"ok":true}'),
      contentType: 'application/json',
      streamed: false,
    });
  });

  it('refuses a second answer and an unknown id with 400', async () => {
    const { served, runtime } = await open();
    await runtime.next();
    await runtime.respond(requestId, '1');

    const invalid = { status: 400, body: '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n' };
    expect(await runtime.respond(requestId, '2')).toMatchObject(invalid);
    expect(await runtime.fail(requestId, '{}')).toMatchObject(invalid);
    expect(await runtime.respond('someone-else', '2')).toMatchObject(invalid);
    expect(served.answers).toHaveLength(1);
  });

  it('refuses an echoed invocation id that is not the one of this attempt', async () => {
    const { served, runtime } = await open();
    await runtime.next();

    const wrong = await runtime.respond(requestId, '1', { 'Lambda-Runtime-Invocation-Id': 'attempt-0' });
    const right = await runtime.respond(requestId, '2', { 'Lambda-Runtime-Invocation-Id': 'attempt-1' });

    expect(wrong).toMatchObject({
      status: 400,
      body: '{"errorMessage":"Invalid invocation ID","errorType":"InvalidInvocationId"}\n',
    });
    expect(right.status).toBe(202);
    expect(served.answers).toHaveLength(1);
  });

  it('refuses a response over 6 MiB + 100 bytes with 413, and what follows it with 403', async () => {
    const { served, runtime } = await open();
    await runtime.next();

    const exact = 6_291_556;
    const reply = await runtime.respond(requestId, Buffer.alloc(exact + 1, 'x'));
    const error = await runtime.fail(requestId, '{}');

    expect(reply).toMatchObject({
      status: 413,
      body: '{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}\n',
    });
    expect(error).toMatchObject({
      status: 403,
      body: '{"errorMessage":"State transition from RuntimeResponseSentState to InvocationErrorResponse failed for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}\n',
    });
    expect(await served.answer).toEqual({ kind: 'refused', reason: 'too-large', streamed: false });
    expect((await runtime.next()).requestId).toBe(requestId);
    expect((await runtime.respond(requestId, Buffer.alloc(exact, 'x'))).status).toBe(202);
  });

  it('refuses an unknown response mode', async () => {
    const { served, runtime } = await open();
    await runtime.next();

    const reply = await runtime.respond(requestId, '1', { 'Lambda-Runtime-Function-Response-Mode': 'batch' });

    expect(reply).toMatchObject({
      status: 400,
      body: '{"errorMessage":"Invalid function response mode","errorType":"InvalidFunctionResponseMode"}\n',
    });
    expect(await served.answer).toMatchObject({ kind: 'refused', reason: 'invalid-response-mode' });
  });

  it('takes an init error once, before the first poll', async () => {
    const { served, runtime } = await open();

    const first = await runtime.initError('{"errorType":"Runtime.HandlerNotFound","errorMessage":"x"}');
    const second = await runtime.initError('{}');

    expect(first.status).toBe(202);
    expect(second).toMatchObject({
      status: 403,
      body: '{"errorMessage":"State transition from InitError to InitError failed for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}\n',
    });
    expect(served.initErrors).toHaveLength(1);
    expect(served.initErrors[0]).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });

  it('splits an error cause off and passes every other error on verbatim', async () => {
    const { served, runtime } = await open();
    await runtime.next();
    await runtime.fail(requestId, '{"errorMessage":"m","errorType":"T","errorCause":{"paths":[]}}', {
      'Content-Type': 'application/vnd.aws.lambda.error.cause+json',
    });
    await runtime.next();
    await runtime.fail(requestId, '{ "errorMessage": "m" }', { 'Lambda-Runtime-Function-Error-Type': 'Function.Odd!' });

    expect(served.answers).toMatchObject([
      { error: { payload: Buffer.from('{"errorMessage":"m","errorType":"T"}'), reportedType: 'Runtime.Unknown' } },
      { error: { payload: Buffer.from('{ "errorMessage": "m" }'), reportedType: 'Function.Unknown' } },
    ]);
  });

  it('answers ping, and 404 where SnapStart, extensions and telemetry would be', async () => {
    const { runtime } = await open();

    const ping = await runtime.request('GET', '/2018-06-01/ping');
    const others = await Promise.all([
      runtime.request('GET', '/2018-06-01/runtime/restore/next'),
      runtime.request('POST', '/2018-06-01/runtime/restore/error'),
      runtime.request('POST', '/2020-01-01/extension/register'),
      runtime.request('PUT', '/2022-07-01/telemetry'),
    ]);

    expect(ping.body.toString()).toBe('pong');
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  it('tells when the connection of a waiting poll is closed', async () => {
    const { served, runtime } = await open({ holdEvents: true });
    const polled = runtime.next();
    await waitUntil(() => served.session.polling);

    runtime.die();

    await expect(polled).rejects.toThrow();
    await served.connectionLost.promise;
    expect(served.session.polling).toBe(false);
  });

  it('keeps requests waiting until the sandbox has an address, then answers it alone', async () => {
    const { served, runtime } = await open({ sandboxesHaveAddresses: true });
    const polled = runtime.next();
    const stranger = runtime.request('GET', '/2018-06-01/ping');

    served.api.admitPeers(['127.0.0.1']);

    expect((await polled).requestId).toBe(requestId);
    expect((await stranger).status).toBe(200);
  });

  it('cuts the connection of a peer that is not the sandbox', async () => {
    const { served, runtime } = await open({ sandboxesHaveAddresses: true });
    served.api.admitPeers(['172.17.0.9']);

    await expect(runtime.next()).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  it('cuts the connections of an old runtime when a new session begins', async () => {
    const { served, runtime } = await open();
    await runtime.next();

    served.api.openSession({ onNext: fail, onInitError: fail, onConnectionLost: fail });

    const reply = await new ScriptedRuntime(served.api.address).respond(requestId, '"late"');
    expect(reply.status).toBe(400);
    expect(served.answers).toEqual([]);
  });

  it('reads a streamed response no faster than its receiver takes it', async () => {
    const gate = deferred<void>();
    const received: string[] = [];
    const { served, runtime } = await open({
      sink: {
        begin: () => undefined,
        write: (chunk) => {
          received.push(chunk.toString());
          return received.length === 1 ? gate.promise : undefined;
        },
      },
    });
    await runtime.next();
    const headers = { 'Lambda-Runtime-Function-Response-Mode': 'streaming', 'Transfer-Encoding': 'chunked' };
    const posted = runtime.stream(requestId, headers, (request) => {
      request.write('one');
      void waitUntil(() => received.length === 1).then(() => {
        request.write('two');
        request.end();
        gate.resolve();
      });
    });

    expect((await posted).status).toBe(202);
    expect(received).toEqual(['one', 'two']);
    expect(await served.answer).toMatchObject({ kind: 'response', streamed: true });
  });

  it('answers any order of calls as its table of states says', async () => {
    const call = fc.constantFrom('next', 'response', 'error', 'init-error');
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
        const { runtime } = await open();
        let state: 'started' | 'failed' | 'running' | 'answered' = 'started';
        for (const name of calls) {
          const status = await perform(runtime, name);
          expect({ name, state, status }).toEqual({ name, state, status: expectedStatus(state, name) });
          if (name === 'next' && state !== 'failed') state = 'running';
          if ((name === 'response' || name === 'error') && state === 'running') state = 'answered';
          if (name === 'init-error' && state === 'started') state = 'failed';
        }
      }),
      { numRuns: 40 },
    );
  });
});

function expectedStatus(state: string, call: string): number {
  if (call === 'next') return state === 'failed' ? 403 : 200;
  if (call === 'init-error') return state === 'started' ? 202 : 403;
  return state === 'running' ? 202 : 400;
}

async function perform(runtime: ScriptedRuntime, call: string): Promise<number> {
  if (call === 'next') return (await runtime.request('GET', '/2018-06-01/runtime/invocation/next')).status;
  if (call === 'init-error') return (await runtime.initError('{}')).status;
  return (await (call === 'response' ? runtime.respond(requestId, '1') : runtime.fail(requestId, '{}'))).status;
}

function headersOf(raw: readonly string[]): Record<string, string> {
  return Object.fromEntries(raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [])));
}

function fail(): never {
  throw new Error('The new session must hear nothing of the old runtime.');
}

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn += 1) {
    if (turn > 10_000) throw new Error('The condition never came true.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
