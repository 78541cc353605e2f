/* eslint-disable jest/no-export -- called by one test file per runtime and sandbox host, so that they run side by side */
import { InvokeWithResponseStreamCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exited, ranOutOfMemory, responseTooLarge, timedOut } from './platform-bodies.js';
import { type Answer, type ServedFunction, StartedHearth } from './started-hearth.js';

export interface NodeHost {
  readonly runtime: 'nodejs22.x' | 'nodejs24.x';
  readonly sandboxHost: 'docker' | 'process';
}

const MIB = 1024 * 1024;

/** What functions in Node.js do, by the product. */
export function describeNodeFunctions({ runtime, sandboxHost }: NodeHost): void {
  describe(`functions in Node.js (${runtime}) on the ${sandboxHost} host`, () => {
    let hearth: StartedHearth;
    let slowInit: Promise<Answer>;
    let neverReady: Promise<Answer>;

    beforeAll(async () => {
      const node = (code: string, more: Partial<ServedFunction> = {}): ServedFunction => {
        return { runtime, handler: 'index.handler', code, ...more };
      };
      hearth = await StartedHearth.start(
        {
          echo: node('echo'),
          context: node('context'),
          environment: node('environment', { environment: { GREETING: 'Grüße' } }),
          throws: node('throws'),
          'throws-at-init': node('throws-at-init'),
          'missing-module': node('echo', { handler: 'absent.handler' }),
          'missing-handler': node('echo', { handler: 'index.absent' }),
          'slow-init': node('slow-init', { timeout: 40 }),
          'never-ready': node('slow-init', { timeout: 2, environment: { SLOW_INIT_MS: '60000' } }),
          exits: node('exits'),
          counts: node('keeps-globals-and-tmp', { timeout: 2 }),
          large: node('large-response'),
          memory: node('out-of-memory', { memory: 128 }),
          streams: node('streams'),
          callback: node('callback'),
        },
        '--sandbox-host',
        sandboxHost,
      );
      slowInit = hearth.invoke('slow-init');
      neverReady = hearth.invoke('never-ready');
      Promise.allSettled([slowInit, neverReady]).catch(() => undefined);
    }, 120_000);

    afterAll(() => hearth[Symbol.asyncDispose]());

    it('gives the event back as it came', async () => {
      const event = { text: 'Grüße ✓', list: [1, 2.5, null, true], nested: { empty: {} } };

      const answer = await hearth.invoke('echo', event);

      expect(answer).toMatchObject({ status: 200, functionError: undefined, executedVersion: '$LATEST' });
      expect(answer.text).toBe(JSON.stringify(event));
    });

    it('has the invocation’s context', async () => {
      const answer = await hearth.invoke('context', {}, { custom: { order: '42' } });

      const context = JSON.parse(answer.text) as { remainingTimeInMillis: number };
      expect(context).toMatchObject({
        awsRequestId: answer.requestId,
        functionName: 'context',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:context',
        memoryLimitInMB: '256',
        logGroupName: '/aws/lambda/context',
        logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
        clientContext: { custom: { order: '42' } },
        traceId: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]/),
      });
      expect(context.remainingTimeInMillis).toBeGreaterThan(0);
      expect(context.remainingTimeInMillis).toBeLessThanOrEqual(10_000);
    });

    it('sees the function’s environment and Lambda’s', async () => {
      const { environment } = await hearth.call<{ environment: Record<string, string> }>('environment');

      expect(environment).toMatchObject({
        GREETING: 'Grüße',
        AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
        AWS_LAMBDA_FUNCTION_NAME: 'environment',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        _HANDLER: 'index.handler',
        TZ: ':UTC',
      });
      expect(environment).not.toHaveProperty('npm_config_user_agent');
    });

    it('hands the caller the client’s own error', async () => {
      const answer = await hearth.invoke('throws');

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled' });
      expect(answer.text).toMatch(
        /^\{"errorType":"OrderRefused","errorMessage":"The order was refused\.","trace":\["OrderRefused: The order was refused\."/,
      );
    });

    it('is told of a failure while loading', async () => {
      const answer = await hearth.invoke('throws-at-init');

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled' });
      expect(answer.text).toMatch(
        /^\{"errorType":"RangeError","errorMessage":"The configuration is missing\.","trace":\[/,
      );
    });

    it.each([
      ['missing-module', 'Runtime.ImportModuleError', /^Error: Cannot find module 'absent'\nRequire stack:/],
      ['missing-handler', 'Runtime.HandlerNotFound', /^index\.absent is undefined or not exported$/],
    ])('is told of a %s', async (name, errorType, errorMessage) => {
      const answer = await hearth.invoke(name);

      expect(answer.functionError).toBe('Unhandled');
      expect(JSON.parse(answer.text)).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
    });

    it('finishes an INIT of over 10 s inside the first invocation', async () => {
      expect(await slowInit).toMatchObject({ functionError: undefined, text: '"ready"' });
    }, 60_000);

    it('times out when INIT does not end within the function’s timeout either', async () => {
      const answer = await neverReady;

      expect(answer).toMatchObject({ functionError: 'Unhandled', text: timedOut(answer.requestId, 2) });
    }, 60_000);

    it.each([0, 7])('is told of an exit with status %d', async (code) => {
      const answer = await hearth.invoke('exits', { code });

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', text: exited(answer.requestId, code) });
    });

    it('keeps globals and /tmp while warm, and /tmp alone after a timeout', async () => {
      const first = await hearth.call<object>('counts');
      const second = await hearth.call('counts');
      const hung = await hearth.invoke('counts', { hang: true });
      const after = await hearth.call('counts');

      expect(first).toMatchObject({ inThisProcess: 1, inThisSandbox: 1 });
      expect(second).toEqual({ ...first, inThisProcess: 2, inThisSandbox: 2 });
      expect(hung).toMatchObject({ status: 200, functionError: 'Unhandled', text: timedOut(hung.requestId, 2) });
      expect(after).toMatchObject({ inThisProcess: 1, inThisSandbox: 4 });
    });

    it('answers with 6 MiB, and is refused 7 MiB', async () => {
      const fits = await hearth.invoke('large', { bytes: 6 * MIB });
      const exceeds = await hearth.invoke('large', { bytes: 7 * MIB });
      const after = await hearth.invoke('large', { bytes: 4 });

      expect(fits).toMatchObject({ functionError: undefined });
      expect(fits.text).toHaveLength(6 * MIB);
      expect(exceeds).toMatchObject({ status: 200, functionError: 'Unhandled', text: responseTooLarge });
      expect(after).toMatchObject({ functionError: undefined, text: '"xx"' });
    });

    it('streams chunk by chunk', async () => {
      const chunks = await streamed(hearth, { chunks: ['one,', 'two,', 'three'], pauseMs: 100 });

      expect(chunks.text).toBe('one,two,three');
      expect(chunks.count).toBeGreaterThan(1);
      expect(chunks.error).toBeUndefined();
    });

    it('tells of a stream that breaks after what was sent', async () => {
      const chunks = await streamed(hearth, { chunks: ['one,', 'two,'], failBefore: 1 });

      expect(chunks.text).toBe('one,');
      expect(chunks.error).toBe('RangeError');
    });

    it('buffers a stream for a caller of Invoke', async () => {
      expect((await hearth.invoke('streams', { chunks: ['a', 'b'] })).text).toBe('ab');
    });

    if (runtime === 'nodejs22.x') describeCallbacks(() => hearth);
    if (runtime === 'nodejs24.x') describeRefusedCallbacks(() => hearth);
    if (sandboxHost === 'docker') describeMemory(() => hearth);
  });
}

function describeCallbacks(hearth: () => StartedHearth): void {
  it('answers through a callback', async () => {
    expect((await hearth().invoke('callback', { order: 42 })).text).toBe('{"order":42}');
  });

  it('fails through a callback', async () => {
    const answer = await hearth().invoke('callback', { error: 'No.' });

    expect(answer.functionError).toBe('Unhandled');
    expect(JSON.parse(answer.text)).toMatchObject({ errorType: 'TypeError', errorMessage: 'No.' });
  });
}

function describeRefusedCallbacks(hearth: () => StartedHearth): void {
  it('refuses a handler with a callback, as this runtime does', async () => {
    const answer = await hearth().invoke('callback', { order: 42 });

    expect(answer.functionError).toBe('Unhandled');
    expect(JSON.parse(answer.text)).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
  });
}

function describeMemory(hearth: () => StartedHearth): void {
  it('runs out of memory', async () => {
    const answer = await hearth().invoke('memory');

    const text = ranOutOfMemory(answer.requestId);
    expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', text });
  });
}

interface Streamed {
  readonly text: string;
  readonly count: number;
  readonly error: string | undefined;
}

async function streamed(hearth: StartedHearth, event: object): Promise<Streamed> {
  const command = new InvokeWithResponseStreamCommand({
    FunctionName: 'streams',
    Payload: Buffer.from(JSON.stringify(event)),
  });
  const { EventStream: events = [] } = await hearth.client.send(command);
  const chunks: Buffer[] = [];
  let error: string | undefined;
  for await (const { PayloadChunk: chunk, InvokeComplete: complete } of events) {
    if (chunk?.Payload !== undefined) chunks.push(Buffer.from(chunk.Payload));
    if (complete !== undefined) error = complete.ErrorCode;
  }
  return { text: Buffer.concat(chunks).toString('utf8'), count: chunks.length, error };
}
