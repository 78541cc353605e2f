import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FunctionVersion } from '../../src/model/index.js';
import type { ImageChoice, SandboxHost } from '../../src/worker/sandbox-host/index.js';
import type { Sandbox } from '../../src/worker/sandbox/index.js';
import { invocation } from './function-version.js';
import { call, LiveSandboxes, whenIdle } from './live-sandboxes.js';
import { testFunction } from './process-sandboxes.js';

/** What every host and runtime client must show of one Node.js sandbox, from INIT to the end of its place. */
// eslint-disable-next-line jest/no-export -- one list of behaviours for every host, called by a test file each
export function itRunsNodeFunctions(openHost: () => Promise<SandboxHost>, image: ImageChoice): void {
  let sandboxes: LiveSandboxes;

  beforeAll(async () => {
    sandboxes = new LiveSandboxes(await openHost());
  }, 120_000);

  afterAll(async () => {
    await sandboxes[Symbol.asyncDispose]();
  }, 60_000);

  function start(name: string, overrides: Partial<FunctionVersion> = {}): Promise<Sandbox> {
    const code = testFunction(name);
    return sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code, image, overrides });
  }

  it('answers what the function returns, with its log', async () => {
    const sandbox = await start('prints');

    const { outcome, logTail } = await call(sandbox, { lines: 2 });

    expect(outcome).toMatchObject({ outcome: 'success', payload: Buffer.from('"printed"') });
    const tail = (await logTail()).toString().split('\n');
    const { requestId } = invocation();
    expect(tail[0]).toBe(`START RequestId: ${requestId} Version: $LATEST`);
    expect(tail.slice(1, -3).join('\n')).toMatch(/to the output[\s\S]*raw\nline 0\nline 1/);
    expect(tail.slice(1, -3)).toContainEqual(expect.stringContaining('two\rlines'));
    expect(tail.at(-3)).toBe(`END RequestId: ${requestId}`);
    expect(tail.at(-2)).toMatch(
      /^REPORT RequestId: \S+\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t$/,
    );
  });

  it('keeps globals while warm; after a timeout and a crash only /tmp, in a new process of the same sandbox', async () => {
    const sandbox = await start('keeps-globals-and-tmp', { timeoutMs: 2000 });

    const answers = [
      await told(sandbox, {}),
      await told(sandbox, {}),
      await told(sandbox, { hang: true }),
      await told(sandbox, {}),
      await told(sandbox, { exit: 3 }),
      await told(sandbox, {}),
    ];

    expect(answers).toMatchObject([
      { inThisProcess: 1, inThisSandbox: 1 },
      { inThisProcess: 2, inThisSandbox: 2 },
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${invocation().requestId} Error: Task timed out after 2.00 seconds`,
      },
      { inThisProcess: 1, inThisSandbox: 4 },
      {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${invocation().requestId} Error: Runtime exited with error: exit status 3`,
      },
      { inThisProcess: 1, inThisSandbox: 6 },
    ]);
  });

  it('answers an error that the function throws verbatim, and INIT errors after INIT was tried again', async () => {
    expect(await told(await start('throws'), { message: 'no' })).toMatchObject({
      errorType: 'OrderRefused',
      errorMessage: 'no',
    });
    expect(await told(await start('throws-at-init'), {})).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'The configuration is missing.',
    });
    const failedInits = sandboxes.lines.filter(({ text }) => text.startsWith('INIT_REPORT'));
    expect(failedInits.map(({ text }) => /Phase: (\w+)/.exec(text)?.[1])).toEqual(['init', 'invoke']);
  });

  it('takes a response of 6 MB and refuses one of 7 MB', async () => {
    const sandbox = await start('large-response', { memoryMb: 512, timeoutMs: 10_000 });

    const { outcome } = await call(sandbox, { bytes: 6_291_556 });

    expect(outcome).toMatchObject({ outcome: 'success' });
    expect(outcome.payload).toHaveLength(6_291_556);
    expect(await told(sandbox, { bytes: 7_000_000 })).toEqual({
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      errorType: 'Function.ResponseSizeTooLarge',
    });
    expect((await call(sandbox, { bytes: 10 })).outcome.outcome).toBe('success');
  });

  it('streams a response, and collects one when nobody takes the stream', async () => {
    const sandbox = await start('streams');
    const received: string[] = [];
    const sink = {
      begin: ({ contentType }: { contentType: string }) => void received.push(contentType),
      write: (chunk: Buffer) => {
        received.push(chunk.toString());
        return undefined;
      },
    };

    const streamed = await call(sandbox, {}, sink);
    const collected = await call(sandbox, {});

    expect(streamed.outcome).toMatchObject({ outcome: 'success', streamed: true });
    expect(received[0]).toBe('application/octet-stream');
    expect(received.slice(1).join('')).toBe('one,two,three');
    expect(collected.outcome).toMatchObject({ outcome: 'success', streamed: false });
    expect(collected.outcome.payload.toString()).toBe('one,two,three');
  });

  it('names the error in the middle of a stream', async () => {
    const { outcome } = await call(
      await start('streams'),
      { failBefore: 1 },
      { begin: () => undefined, write: () => undefined },
    );

    expect(outcome).toMatchObject({ outcome: 'function-error', errorType: 'RangeError', streamed: true });
  });

  it('answers a running invocation as killed when it is stopped without grace', async () => {
    const sandbox = await start('never-returns');
    const running = sandbox.invoke(invocation());

    await sandbox.stop('shutdown', 0);

    expect((await running).outcome).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(sandbox.state).toBe('stopped');
  });

  it('is idle again after the process died between two invocations, and answers from a new one', async () => {
    const sandbox = await start('keeps-globals-and-tmp');
    const { pid } = (await told(sandbox, {})) as { pid: number };

    const failed = await told(sandbox, { exit: 1 });
    await whenIdle(sandbox);
    const after = (await told(sandbox, {})) as { inThisProcess: number };

    expect(pid).toBeGreaterThan(0);
    expect(failed).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(after.inThisProcess).toBe(1);
  });

  it.each([
    ['SIGKILL', 'signal: killed'],
    ['SIGSEGV', 'signal: segmentation fault (core dumped)'],
  ])('names the signal by which the runtime killed itself: %s', async (signal, words) => {
    const sandbox = await start('exits');

    expect(await told(sandbox, { signal })).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${invocation().requestId} Error: Runtime exited with error: ${words}`,
    });
  });
}

async function told(sandbox: Sandbox, event: unknown): Promise<unknown> {
  const { outcome } = await call(sandbox, event);
  return JSON.parse(outcome.payload.toString());
}
