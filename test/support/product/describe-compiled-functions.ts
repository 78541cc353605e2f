/* eslint-disable jest/no-export -- one test file per language calls it, so that languages run side by side */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exited, responseTooLarge, timedOut } from './platform-bodies.js';
import { type Answer, type ServedFunction, StartedHearth } from './started-hearth.js';

export interface CompiledLanguage {
  readonly served: Omit<ServedFunction, 'environment' | 'timeout'>;
  /** Body of `{"behaviour": "fail", "message": "The order was refused."}`: exact, or a matcher. */
  readonly failure: unknown;
  /** `INIT_BEHAVIOUR` that fails while loading, and what its caller gets; a number is an exit status. */
  readonly initFailure: { readonly behaviour: string; readonly body: string | number };
  /** Body after touching more memory than the function has. */
  readonly outOfMemory: (requestId: string) => unknown;
  /** Whether the process lives on after an answer that is too large. */
  readonly livesAfterTooLarge: boolean;
  readonly clientContext: string | Readonly<Record<string, string>>;
}

const MIB = 1024 * 1024;

/** What every compiled test function does, by the product with the official runtime client. */
export function describeCompiledFunctions(language: string, facts: CompiledLanguage): void {
  describe(`functions in ${language}`, () => {
    let hearth: StartedHearth;
    let slowInit: Promise<Answer>;

    beforeAll(async () => {
      const { served } = facts;
      hearth = await StartedHearth.start(
        {
          'as-told': served,
          told: { ...served, environment: { GREETING: 'Grüße', INIT_BEHAVIOUR: 'none' } },
          counts: { ...served, timeout: 2 },
          'fails-at-init': { ...served, environment: { INIT_BEHAVIOUR: facts.initFailure.behaviour } },
          'exits-at-init': { ...served, environment: { INIT_BEHAVIOUR: 'exit' } },
          'sleeps-at-init': { ...served, timeout: 40, environment: { INIT_BEHAVIOUR: 'sleep' } },
        },
        '--sandbox-host',
        'docker',
      );
      slowInit = hearth.invoke('sleeps-at-init', { echo: 'ready' });
      slowInit.catch(() => undefined);
    }, 120_000);

    afterAll(() => hearth[Symbol.asyncDispose]());

    it('gives the event back as it came', async () => {
      const echo = { text: 'Grüße ✓', list: [1, 2.5, null, true], nested: { empty: {} } };

      const answer = await hearth.invoke('as-told', { echo });

      expect(answer).toMatchObject({ status: 200, functionError: undefined, executedVersion: '$LATEST' });
      expect(JSON.parse(answer.text)).toEqual(echo);
      expect(answer.text).toContain('Grüße ✓');
    });

    it('has the invocation’s context', async () => {
      const client = {
        installation_id: 'i',
        app_title: 't',
        app_version_name: 'n',
        app_version_code: 'c',
        app_package_name: 'p',
      };

      const answer = await hearth.invoke(
        'as-told',
        { behaviour: 'context' },
        { client, custom: { order: '42' }, env: {} },
      );

      const context = JSON.parse(answer.text) as { remainingTimeInMillis: number };
      expect(context).toMatchObject({
        awsRequestId: answer.requestId,
        functionName: 'as-told',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:as-told',
        memoryLimitInMB: facts.served.memory ?? 256,
        logGroupName: '/aws/lambda/as-told',
        logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
        clientContext: facts.clientContext,
        traceId: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]/),
      });
      expect(context.remainingTimeInMillis).toBeGreaterThan(0);
      expect(context.remainingTimeInMillis).toBeLessThanOrEqual(10_000);
    });

    it('answers null when it returns nothing', async () => {
      expect((await hearth.invoke('as-told', { behaviour: 'nothing' })).text).toBe('null');
    });

    it('hands the caller the client’s own error', async () => {
      const answer = await hearth.invoke('as-told', { behaviour: 'fail', message: 'The order was refused.' });

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', text: facts.failure });
    });

    it('is told of a failure while loading', async () => {
      const answer = await hearth.invoke('fails-at-init');

      const { body } = facts.initFailure;
      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled' });
      expect(answer.text).toBe(typeof body === 'string' ? body : exited(answer.requestId, body));
    });

    it('is told of an exit while loading', async () => {
      const answer = await hearth.invoke('exits-at-init');

      expect(answer.text).toBe(exited(answer.requestId, 3));
    });

    it('finishes an INIT of over 10 s inside the first invocation', async () => {
      const answer = await slowInit;

      expect(answer).toMatchObject({ functionError: undefined, text: '"ready"' });
    }, 60_000);

    it.each([0, 7])('is told of an exit with status %d', async (code) => {
      const answer = await hearth.invoke('as-told', { behaviour: 'exit', code });

      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', text: exited(answer.requestId, code) });
    });

    it('keeps globals and /tmp while warm, and /tmp alone after a timeout', async () => {
      const first = await hearth.call<Counts>('counts', { behaviour: 'count' });
      const second = await hearth.call<Counts>('counts', { behaviour: 'count' });
      const hung = await hearth.invoke('counts', { behaviour: 'hang' });
      const after = await hearth.call<Counts>('counts', { behaviour: 'count' });

      expect(first).toMatchObject({ inThisProcess: 1, inThisSandbox: 1 });
      expect(second).toEqual({ ...first, inThisProcess: 2, inThisSandbox: 2 });
      expect(hung).toMatchObject({ functionError: 'Unhandled', text: timedOut(hung.requestId, 2) });
      expect(after).toMatchObject({ inThisProcess: 1, inThisSandbox: 4 });
    });

    it('runs out of memory', async () => {
      const answer = await hearth.invoke('as-told', { behaviour: 'fill-memory', mb: 600 });

      const text = facts.outOfMemory(answer.requestId);
      expect(answer).toMatchObject({ status: 200, functionError: 'Unhandled', text });
    });

    it('answers with 6 MiB, and is refused 7 MiB', async () => {
      const before = await hearth.call<Counts>('told', { behaviour: 'count' });

      const fits = await hearth.invoke('told', { behaviour: 'answer', bytes: 6 * MIB });
      const exceeds = await hearth.invoke('told', { behaviour: 'answer', bytes: 7 * MIB });
      const after = await hearth.call<Counts>('told', { behaviour: 'count' });

      expect(fits).toMatchObject({ functionError: undefined });
      expect(fits.text).toHaveLength(6 * MIB);
      expect(exceeds).toMatchObject({ status: 200, functionError: 'Unhandled', text: responseTooLarge });
      expect(after.inThisProcess).toBe(facts.livesAfterTooLarge ? before.inThisProcess + 1 : 1);
    });

    it('sees the function’s environment and Lambda’s', async () => {
      const names = ['GREETING', 'AWS_REGION', 'AWS_LAMBDA_FUNCTION_NAME', 'LAMBDA_TASK_ROOT', 'TZ', 'LANG', 'PATH'];

      expect(await hearth.call('told', { behaviour: 'environment', names })).toEqual({
        GREETING: 'Grüße',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'told',
        LAMBDA_TASK_ROOT: '/var/task',
        TZ: ':UTC',
        LANG: 'en_US.UTF-8',
        PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
      });
    });
  });
}

interface Counts {
  readonly inThisProcess: number;
  readonly inThisSandbox: number;
  readonly pid: number;
}
