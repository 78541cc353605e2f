import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamResponseEvent,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import http from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { deferred } from '../../../../src/base/index.js';
import { platformError } from '../../../../src/model/index.js';
import { startAwsApi, type StartedAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';
import { succeed } from '../../../support/scripted-frontend.js';

describe('Invoke', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;

  beforeEach(async () => {
    api = await startAwsApi();
    lambda = api.client();
    await lambda.send(await createCommand({ FunctionName: 'echo' }));
  });

  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  it('tells the request id, the version and the trace, and keeps the connection', async () => {
    const response = await post('/2015-03-31/functions/echo/invocations', '{}', { 'X-Amzn-Trace-Id': 'Root=1-2-3' });

    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(response.headers.get('x-amzn-requestid')).toBe(api.frontend.requests[0]?.requestId);
    expect(response.headers.get('x-amzn-trace-id')).toBe('Root=1-2-3');
    expect(response.headers.get('x-amzn-remapped-content-length')).toBe('0');
    expect(response.headers.get('connection')).toBe('keep-alive');
  });

  it.each(['/2015-03-31/functions/echo/invocations/', '/2015-03-31/functions/echo/invocations/?Qualifier=$LATEST'])(
    'is asked for with a slash at the end, too: %s',
    async (path) => {
      const response = await post(path, '{"a":1}');

      expect([response.status, await response.text()]).toEqual([200, '{"a":1}']);
    },
  );

  it.each([
    ['Event', 202, '0', 'Root=1-2-3'],
    ['DryRun', 204, null, null],
  ])('of the type %s answers %i without a payload, a version or a log', async (type, status, length, trace) => {
    const headers = { 'X-Amz-Invocation-Type': type, 'X-Amz-Log-Type': 'Tail', 'X-Amzn-Trace-Id': 'Root=1-2-3' };
    const response = await post('/2015-03-31/functions/echo/invocations', '{}', headers);

    expect([response.status, await response.text()]).toEqual([status, '']);
    expect(response.headers.get('content-length')).toBe(length);
    expect(response.headers.get('x-amzn-trace-id')).toBe(trace);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-amzn-remapped-content-length')).toBe('0');
    for (const absent of ['content-type', 'x-amz-executed-version', 'x-amz-log-result', 'x-amz-function-error']) {
      expect(response.headers.get(absent)).toBeNull();
    }
  });

  it.each([
    'echo',
    'function:echo',
    '111111111111:function:echo',
    'arn:aws:lambda:us-east-1:111111111111:function:echo',
    'arn:aws:lambda:us-east-1:111111111111:function:echo:$LATEST',
    encodeURIComponent('arn:aws:lambda:us-east-1:111111111111:function:echo'),
  ])('takes the function as %s, also the second time', async (name) => {
    const first = await post(`/2015-03-31/functions/${name}/invocations`);
    const second = await post(`/2015-03-31/functions/${name}/invocations`);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(api.frontend.requests[1]?.target.name).toBe('echo');
  });

  it('passes the client context on as JSON text', async () => {
    const context = '{"custom":{"key":"é"}}';

    await lambda.send(
      new InvokeCommand({ FunctionName: 'echo', ClientContext: Buffer.from(context).toString('base64') }),
    );

    expect(api.frontend.requests[0]?.clientContext).toBe(context);
  });

  it.each([
    ['that is no base64 JSON', '***', /Client context must be a valid Base64-encoded JSON object/],
    ['that is a list', btoa('[1]'), /Client context must be a valid Base64-encoded JSON object/],
    ['that is too long', 'a'.repeat(3584), /3583 bytes/],
  ])('refuses a client context %s', async (_fault, ClientContext, message) => {
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'echo', ClientContext }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringMatching(message),
    });
  });

  it('takes 6,291,456 bytes and refuses one more, naming the limit', async () => {
    const largest = await post('/2015-03-31/functions/echo/invocations', `"${'x'.repeat(6_291_454)}"`);
    const tooLarge = await post('/2015-03-31/functions/echo/invocations', `"${'x'.repeat(6_291_455)}"`);

    expect(largest.status).toBe(200);
    expect(tooLarge.status).toBe(413);
    expect(await tooLarge.json()).toEqual({
      Type: 'User',
      message: '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    });
  });

  it('refuses an event of more than 1 MB that is sent without its length', async () => {
    const request = http.request(`${api.url}/2015-03-31/functions/echo/invocations`, {
      method: 'POST',
      headers: { 'X-Amz-Invocation-Type': 'Event' },
    });
    for (let megabyte = 0; megabyte < 3; megabyte++) request.write(Buffer.alloc(1024 * 1024, 'x'));
    request.end();

    const [response] = (await once(request, 'response')) as [http.IncomingMessage];

    expect(response.statusCode).toBe(413);
    expect(String(await buffer(response))).toMatch(/too large for the Event invocation type \(limit 1048576 bytes\)/);
  });

  it('hands on the tenant that it names, also with an event (AWS developer guide, "Tenant isolation")', async () => {
    await lambda.send(new InvokeCommand({ FunctionName: 'echo', TenantId: 'blue' }));
    await lambda.send(new InvokeCommand({ FunctionName: 'echo', TenantId: 'red', InvocationType: 'Event' }));

    expect(api.frontend.requests).toMatchObject([{ tenantId: 'blue' }]);
    expect(api.frontend.accepted).toMatchObject([{ tenantId: 'red' }]);
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'echo', TenantId: 'blue?' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('is given up when the client goes away', async () => {
    const gone = deferred<undefined>();
    const started = deferred<undefined>();
    api.frontend.script = ({ signal }) => {
      signal?.addEventListener('abort', () => {
        gone.resolve(undefined);
      });
      started.resolve(undefined);
      return new Promise(() => undefined);
    };
    const client = new AbortController();

    const answer = lambda.send(new InvokeCommand({ FunctionName: 'echo' }), { abortSignal: client.signal });
    await started.promise;
    client.abort();

    await expect(answer).rejects.toThrow();
    await expect(gone.promise).resolves.toBeUndefined();
  });

  async function post(path: string, body = '{}', headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${api.url}${path}`, { method: 'POST', body, headers });
  }
});

describe('InvokeWithResponseStream', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;

  beforeEach(async () => {
    api = await startAwsApi();
    lambda = api.client();
    await lambda.send(await createCommand({ FunctionName: 'stream' }));
  });

  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  it('hands out each chunk before the function writes the next, then the log', async () => {
    const received = deferred<undefined>();
    api.frontend.log = Buffer.from('the log');
    api.frontend.script = async ({ sink }) => {
      sink?.begin({ contentType: 'text/plain' });
      await sink?.write(Buffer.from('first'));
      await received.promise;
      await sink?.write(Buffer.from('second'));
      return { outcome: 'success', payload: Buffer.alloc(0), contentType: 'text/plain', streamed: true };
    };

    const answer = await lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'stream', LogType: 'Tail' }));
    const chunks: string[] = [];
    let logResult: string | undefined;
    for await (const { PayloadChunk, InvokeComplete } of answer.EventStream ?? []) {
      if (PayloadChunk?.Payload !== undefined) chunks.push(Buffer.from(PayloadChunk.Payload).toString());
      logResult = InvokeComplete?.LogResult;
      received.resolve(undefined);
    }

    expect(answer.ExecutedVersion).toBe('$LATEST');
    expect(chunks).toEqual(['first', 'second']);
    expect(logResult).toBe(Buffer.from('the log').toString('base64'));
  });

  it('sends the answer of a function that does not stream in one chunk', async () => {
    api.frontend.script = () => succeed('{"a":1}');

    const { EventStream } = await lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'stream' }));
    const events = await collect(EventStream!);

    expect(events).toEqual([{ chunk: '{"a":1}' }, { complete: {} }]);
  });

  it('ends with the error of a function that fails', async () => {
    const failure = platformError('Runtime.ExitError', 'RequestId: 1 Error: Runtime exited with error: exit status 1');
    api.frontend.script = () => failure;

    const { EventStream } = await lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'stream' }));
    const events = await collect(EventStream!);

    const complete = { ErrorCode: 'Runtime.ExitError', ErrorDetails: failure.payload.toString() };
    expect(events).toEqual([{ complete }]);
  });

  it('is never asynchronous, also when the function was called before', async () => {
    const event = { FunctionName: 'stream', InvocationType: 'Event' as never };
    await collect((await lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'stream' }))).EventStream!);

    await expect(lambda.send(new InvokeWithResponseStreamCommand(event))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('[DryRun, RequestResponse]'),
    });
  });

  it('answers an error instead of a stream for a function that is not there', async () => {
    await expect(lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'absent' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

async function collect(stream: AsyncIterable<InvokeWithResponseStreamResponseEvent>): Promise<readonly object[]> {
  const events: object[] = [];
  for await (const { PayloadChunk, InvokeComplete } of stream) {
    if (PayloadChunk !== undefined) events.push({ chunk: Buffer.from(PayloadChunk.Payload ?? []).toString() });
    if (InvokeComplete !== undefined) events.push({ complete: JSON.parse(JSON.stringify(InvokeComplete)) as object });
  }
  return events;
}
