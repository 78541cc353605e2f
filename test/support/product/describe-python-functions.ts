/* eslint-disable jest/no-export -- called by one test file per sandbox host, so that they run side by side */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exited, ranOutOfMemory, responseTooLarge, timedOut } from './platform-bodies.js';
import { type Answer, type ServedFunction, StartedHearth } from './started-hearth.js';

const MIB = 1024 * 1024;

/** What functions in Python do, by the product. */
export function describePythonFunctions(sandboxHost: 'docker' | 'process'): void {
  describe(`functions in Python on the ${sandboxHost} host`, () => {
    let hearth: StartedHearth;
    let slowInit: Promise<Answer>;

    beforeAll(async () => {
      const python = (code: string, more: Partial<ServedFunction> = {}): ServedFunction => {
        return { runtime: 'python3.11', handler: 'app.handler', code, ...more };
      };
      hearth = await StartedHearth.start(
        {
          echo: python('echo'),
          context: python('context'),
          environment: python('environment', { environment: { GREETING: 'Grüße' } }),
          throws: python('throws'),
          'throws-at-init': python('throws-at-init'),
          'missing-module': python('echo', { handler: 'absent.handler' }),
          'missing-handler': python('echo', { handler: 'app.absent' }),
          'slow-init': python('slow-init', { timeout: 40 }),
          exits: python('exits'),
          counts: python('keeps-globals-and-tmp', { timeout: 2 }),
          large: python('large-response'),
          memory: python('out-of-memory', { memory: 128 }),
        },
        '--sandbox-host',
        sandboxHost,
      );
      slowInit = hearth.invoke('slow-init');
      slowInit.catch(() => undefined);
    }, 120_000);

    afterAll(() => hearth[Symbol.asyncDispose]());

    it('gives the event back', async () => {
      const event = { text: 'Grüße ✓', list: [1, 2.5, null, true], nested: { empty: {} } };

      const answer = await hearth.invoke('echo', event);

      expect(answer).toMatchObject({ status: 200, functionError: undefined, executedVersion: '$LATEST' });
      expect(JSON.parse(answer.text)).toEqual(event);
    });

    it('has the invocation’s context', async () => {
      const answer = await hearth.invoke('context', {}, { custom: { order: '42' } });

      expect(JSON.parse(answer.text)).toMatchObject({
        aws_request_id: answer.requestId,
        function_name: 'context',
        function_version: '$LATEST',
        invoked_function_arn: 'arn:aws:lambda:us-east-1:000000000000:function:context',
        memory_limit_in_mb: '256',
        log_group_name: '/aws/lambda/context',
        log_stream_name: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
        client_context: { custom: { order: '42' } },
        trace_id: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]/),
      });
    });

    it('sees the function’s environment and Lambda’s', async () => {
      const { environment } = await hearth.call<{ environment: Record<string, string> }>('environment');

      expect(environment).toMatchObject({
        GREETING: 'Grüße',
        AWS_EXECUTION_ENV: 'AWS_Lambda_python3.11',
        AWS_LAMBDA_FUNCTION_NAME: 'environment',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_REGION: 'us-east-1',
        _HANDLER: 'app.handler',
        TZ: ':UTC',
      });
    });

    it('hands the caller the client’s own error', async () => {
      const answer = await hearth.invoke('throws');

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled' });
      expect(answer.text).toMatch(
        /^\{"errorMessage": "The order was refused\.", "errorType": "OrderRefused", "requestId": "[0-9a-f-]{36}", "stackTrace": \["/,
      );
      expect(answer.text).toContain(answer.requestId);
    });

    it('is told of a failure while loading', async () => {
      const answer = await hearth.invoke('throws-at-init');

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled' });
      expect(answer.text).toMatch(
        /^\{"errorMessage": "The configuration is missing\.", "errorType": "ValueError", "requestId": "", "stackTrace": \[/,
      );
    });

    it.each([
      ['missing-module', 'Runtime.ImportModuleError', "Unable to import module 'absent': No module named 'absent'"],
      ['missing-handler', 'Runtime.HandlerNotFound', "Handler 'absent' missing on module 'app'"],
    ])('is told of a %s', async (name, errorType, errorMessage) => {
      const answer = await hearth.invoke(name);

      expect(answer.functionError).toBe('Unhandled');
      expect(JSON.parse(answer.text)).toMatchObject({ errorType, errorMessage });
    });

    it('finishes an INIT of over 10 s inside the first invocation', async () => {
      expect(await slowInit).toMatchObject({ functionError: undefined, text: '"ready"' });
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

    if (sandboxHost === 'docker') describeMemory(() => hearth);
  });
}

function describeMemory(hearth: () => StartedHearth): void {
  it('runs out of memory', async () => {
    const answer = await hearth().invoke('memory');

    const text = ranOutOfMemory(answer.requestId);
    expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', text });
  });
}
