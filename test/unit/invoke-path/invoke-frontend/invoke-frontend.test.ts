import { describe, expect, it } from '@jest/globals';
import { createLogger, ManualClock, messageOf, silentLogger, UserError } from '../../../../src/base/index.js';
import { createAdmission } from '../../../../src/invoke-path/admission/index.js';
import { createAssignment, FunctionCannotRun } from '../../../../src/invoke-path/assignment/index.js';
import { createInvokeFrontend, type InvokeRequest } from '../../../../src/invoke-path/invoke-frontend/index.js';
import { functionMetricRows, LambdaMetrics, resourceMetricRows } from '../../../../src/metrics/index.js';
import { AwsError, functionNotFound, type FunctionVersion, platformError } from '../../../../src/model/index.js';
import type { FunctionRecord } from '../../../../src/registry/index.js';
import { FakePlacement, settled } from '../fake-placement.js';
import { success } from '../fake-sandbox.js';
import { functionVersionOf } from '../function-version-of.js';

const target = { account: '000000000000', region: 'eu-west-1', name: 'echo' };

function setUp(options: { readonly reserved?: number; readonly version?: FunctionVersion } = {}) {
  const clock = new ManualClock();
  const placement = new FakePlacement();
  const functions = {
    current: options.version ?? functionVersionOf('echo'),
    resolve: (reference: { name: string }) => {
      if (reference.name !== 'echo') throw functionNotFound(reference.name);
      return functions.current;
    },
    list: () => [functions.current],
    find: (): FunctionRecord | undefined => undefined,
    reservations: () => [],
    reservedConcurrency: () => options.reserved,
  };
  const settings = { keepAliveMs: 1000, maxConcurrentStarts: 4, shutdownGraceMs: 0 };
  const assignment = createAssignment({ settings, placement, clock, logger: silentLogger });
  const lines: string[] = [];
  const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'warn');
  const admission = createAdmission({ functions, accountConcurrency: 1000 });
  const metrics = new LambdaMetrics();
  const frontend = createInvokeFrontend({ functions, admission, assignment, metrics, clock, logger });
  const counted = () => functionMetricRows(metrics)[0];
  const request = (changes: Partial<InvokeRequest> = {}): InvokeRequest => ({
    target,
    payload: Buffer.from('{"n":1}'),
    invocationType: 'RequestResponse',
    ...changes,
  });
  return { placement, functions, assignment, admission, frontend, request, lines, metrics, counted };
}

describe('an invocation', () => {
  it('reaches the function as it was sent, and its answer comes back with the version that ran', async () => {
    const { frontend, placement, request, admission } = setUp();
    const result = frontend.invoke(request({ clientContext: '{"c":1}' }));
    await settled();
    const sandbox = await placement.createReady();
    expect(admission.running('echo')).toBe(1);

    sandbox.finish(success('"done"'));

    expect(await result).toMatchObject({ executedVersion: '$LATEST', outcome: { outcome: 'success' } });
    const [invocation] = sandbox.received;
    expect(invocation).toMatchObject({
      requestId: (await result).requestId,
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:echo',
      clientContext: '{"c":1}',
    });
    expect(invocation?.payload.toString()).toBe('{"n":1}');
    expect(invocation?.traceId).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/,
    );
    expect((await (await result).logTail()).toString()).toBe('tail');
    expect(admission.running()).toBe(0);
  });

  it('keeps what the caller gave: request id, qualifier, trace', async () => {
    const { frontend, placement, request } = setUp();
    const traceId = 'Root=1-aa-bb;Lineage=1:00000000:2';
    const result = frontend.invoke(
      request({ target: { ...target, qualifier: '$LATEST' }, requestId: 'mine', traceId }),
    );
    await settled();
    const sandbox = await placement.createReady();
    sandbox.finish();
    await result;

    expect(sandbox.received[0]?.requestId).toBe('mine');
    expect(sandbox.received[0]?.invokedFunctionArn).toMatch(/:echo:\$LATEST$/);
    expect(sandbox.received[0]?.traceId).toMatch(
      /^Root=1-aa-bb;Parent=[0-9a-f]{16};Sampled=0;Lineage=1:00000000:2\|1:[0-9a-f]{8}:0$/,
    );
  });

  it('without a payload gives the function an empty object', async () => {
    const { frontend, placement, request } = setUp();
    const result = frontend.invoke(request({ payload: Buffer.alloc(0) }));
    await settled();
    const sandbox = await placement.createReady();
    sandbox.finish();
    await result;

    expect(sandbox.received[0]?.payload.toString()).toBe('{}');
  });

  it('as a dry run checks everything and runs nothing', async () => {
    const { frontend, placement, request } = setUp();

    await frontend.invoke(request({ invocationType: 'DryRun' }));

    expect(placement.started).toBe(0);
    await expect(
      frontend.invoke(request({ invocationType: 'DryRun', target: { ...target, name: 'none' } })),
    ).rejects.toThrow(AwsError);
  });

  it('whose sandbox is lost before the function saw the event goes to another, of the newest generation', async () => {
    const { frontend, placement, request, functions, assignment } = setUp();
    const lease = assignment.lease(functions.current, new AbortController().signal);
    await settled();
    const lost = await placement.createReady();
    assignment.returnUnused(await lease);
    const result = frontend.invoke(request());
    await settled();
    expect(lost.state).toBe('busy');
    functions.current = functionVersionOf('echo', { generation: 'g2' });

    lost.crash();
    await settled();
    const second = await placement.createReady();
    second.finish(success('2'));

    expect((await result).outcome).toMatchObject({ outcome: 'success' });
    expect(second.function.generation).toBe('g2');
  });

  it('gives up when three sandboxes were lost', async () => {
    const { frontend, placement, request, admission } = setUp();
    const failure = frontend.invoke(request()).catch(messageOf);
    await settled();
    for (let n = 0; n < 3; n += 1) {
      const sandbox = await placement.createReady();
      sandbox.crash('pulled away');
      await settled();
    }

    expect(await failure).toBe('3 sandboxes of the function "echo" were lost before the invocation began: pulled away');
    expect(admission.running()).toBe(0);
  });

  it('of a caller who went away leaves its place to the next', async () => {
    const { frontend, placement, request, admission } = setUp();
    const caller = new AbortController();
    const gone = frontend.invoke(request({ signal: caller.signal })).catch(messageOf);
    await settled();
    const sandbox = await placement.create();

    caller.abort(new Error('client disconnected'));
    sandbox.ready();
    await settled();

    expect(await gone).toBe('client disconnected');
    expect([sandbox.state, admission.running()]).toEqual(['idle', 0]);
  });

  it('of a caller who goes away while it runs goes on to its end', async () => {
    const { frontend, placement, request } = setUp();
    const caller = new AbortController();
    const result = frontend.invoke(request({ signal: caller.signal }));
    await settled();
    const sandbox = await placement.createReady();

    caller.abort(new Error('client disconnected'));
    await settled();
    expect(sandbox.state).toBe('busy');
    sandbox.finish();

    expect((await result).outcome.outcome).toBe('success');
  });
});

describe('a function that was invoked 16 times in one chain', () => {
  const chained = (traceId: string): string => traceId.replace(/:0$/, ':15');

  async function traceOfFirst({ frontend, placement, request }: ReturnType<typeof setUp>): Promise<string> {
    const first = frontend.invoke(request());
    await settled();
    (await placement.createReady()).finish();
    return (await first).traceId;
  }

  it('is not invoked once more, and its caller is told how to allow that', async () => {
    const scripted = setUp();
    const traceId = chained(await traceOfFirst(scripted));

    await expect(scripted.frontend.invoke(scripted.request({ traceId }))).rejects.toMatchObject({
      code: 'RecursiveInvocationException',
      status: 400,
      message: expect.stringContaining('put-function-recursion-config') as unknown,
    });
  });

  it('is, when its configuration allows it', async () => {
    const scripted = setUp();
    const traceId = chained(await traceOfFirst(scripted));
    scripted.functions.find = () => ({ recursiveLoop: 'Allow' }) as FunctionRecord;

    const again = scripted.frontend.invoke(scripted.request({ traceId }));
    await settled();
    scripted.placement.sandboxes[0]?.finish();

    expect((await again).traceId).toMatch(/:16$/);
  });
});

describe('a refused invocation', () => {
  it.each([
    ['RequestResponse', 6_291_456],
    ['Event', 1_048_576],
  ] as const)('is too large for %s over %d bytes', (invocationType, limit) => {
    const { frontend, request } = setUp();
    const payload = (size: number) => Buffer.from(`"${'x'.repeat(size - 2)}"`);

    expect(() => frontend.check(request({ invocationType, payload: payload(limit) }))).not.toThrow();
    expect(() => frontend.check(request({ invocationType, payload: payload(limit + 1) }))).toThrow(
      `${limit + 1} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
    );
  });

  it('has a payload that is not JSON, unless the caller vouches for it', () => {
    const { frontend, request } = setUp();
    const payload = Buffer.from('{"a":');

    expect(() => frontend.check(request({ payload }))).toThrow(/^Could not parse request body into json: /);
    expect(() => frontend.check(request({ payload, trusted: true }))).not.toThrow();
  });

  it('is throttled, and what was refused counts nowhere', async () => {
    const { frontend, request, admission } = setUp({ reserved: 0 });

    await expect(frontend.invoke(request())).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      body: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    });
    expect(admission.running()).toBe(0);
  });
});

describe('what is counted', () => {
  it('is an invocation under the names by which it was called, and what runs at once', async () => {
    const { frontend, placement, request, counted, metrics } = setUp();
    const first = frontend.invoke(request());
    const second = frontend.invoke(request({ target: { ...target, qualifier: 'live' } }));
    await settled();
    expect(counted()).toMatchObject({ Invocations: 0, ConcurrentExecutions: { current: 2, maximum: 2 } });

    const [one, other] = [await placement.createReady(), await placement.createReady()];
    one.finish();
    other.finish(platformError('Runtime.ExitError', 'gone'));
    await Promise.all([first, second]);

    expect(counted()).toMatchObject({
      functionName: 'echo',
      Invocations: 2,
      Errors: 1,
      Throttles: 0,
      ConcurrentExecutions: { current: 0, maximum: 2 },
    });
    expect(resourceMetricRows(metrics)).toMatchObject([
      { resource: 'echo', Invocations: 1, Errors: 0 },
      { resource: 'echo:live', executedVersion: '$LATEST', Invocations: 1, Errors: 1 },
    ]);
    expect(resourceMetricRows(metrics)[0]).not.toHaveProperty('executedVersion');
  });

  it('is a throttle, which is no invocation', async () => {
    const { frontend, request, counted } = setUp({ reserved: 0 });

    await expect(frontend.invoke(request())).rejects.toThrow(AwsError);

    expect(counted()).toMatchObject({ Throttles: 1, Invocations: 0, Errors: 0, ConcurrentExecutions: { maximum: 0 } });
  });

  it('is how long the function took, told by the sandbox that ran it', async () => {
    const { frontend, placement, request, counted } = setUp();
    const result = frontend.invoke(request());
    await settled();
    const sandbox = await placement.createReady();
    sandbox.finish();
    await result;
    expect(counted()).toMatchObject({ Invocations: 1, Duration: { count: 0 } });

    sandbox.received[0]?.meter?.tookMs(12.5);

    expect(counted()).toMatchObject({ Duration: { count: 1, sum: 12.5, minimum: 12.5, maximum: 12.5 } });
  });

  it('is a loop that was stopped', async () => {
    const { frontend, placement, request, counted } = setUp();
    const first = frontend.invoke(request());
    await settled();
    (await placement.createReady()).finish();
    const traceId = (await first).traceId.replace(/:0$/, ':15');

    await expect(frontend.invoke(request({ traceId }))).rejects.toThrow(AwsError);

    expect(counted()).toMatchObject({ RecursiveInvocationsDropped: 1, Invocations: 1 });
  });

  it('is the error of a function that cannot run; a dry run is nothing', async () => {
    const problem = { errorType: 'Runtime.HandlerNotFound', message: 'index.mjs is not there' };
    const { frontend, request, counted } = setUp({ version: functionVersionOf('echo', { problem }) });

    await frontend.invoke(request({ invocationType: 'DryRun' }));
    await frontend.invoke(request());

    expect(counted()).toMatchObject({ Invocations: 1, Errors: 1 });
  });
});

describe('a function that cannot run', () => {
  it('answers its own problem as a function error, without a sandbox', async () => {
    const problem = { errorType: 'Runtime.HandlerNotFound', message: 'index.mjs is not there' };
    const { frontend, placement, request } = setUp({ version: functionVersionOf('echo', { problem }) });

    const { outcome } = await frontend.invoke(request());

    expect(outcome).toEqual(platformError(problem.errorType, problem.message));
    expect(placement.started).toBe(0);
  });

  it.each([
    [new FunctionCannotRun('Hearth.NoSandboxHost', 'neither host'), 'Hearth.NoSandboxHost'],
    [new UserError('no such image "x"'), 'Hearth.FunctionCannotRun'],
  ])('answers why it cannot be placed as a function error', async (error, errorType) => {
    const { frontend, placement, request, admission } = setUp();
    placement.readyError = error;

    const { outcome } = await frontend.invoke(request());

    expect(outcome).toEqual(platformError(errorType, error.message));
    expect(admission.running()).toBe(0);
  });

  it('is told once, and again when the reason is another', async () => {
    const { frontend, placement, request, lines } = setUp();
    for (const reason of ['no host', 'no host', 'no image', 'no image', 'no host']) {
      placement.readyError = new UserError(reason);
      await frontend.invoke(request());
    }

    expect(lines).toEqual(['warn no host', 'warn no image', 'warn no host']);
  });
});
