import { describe, expect, it } from '@jest/globals';
import { ProcessSandboxes, type RunningFunction } from '../../../../support/process-sandboxes.js';
import type { Posted } from '../../../../support/scripted-runtime-api.js';

interface Language {
  readonly runtime: string;
  readonly file: string;
  /** JSON text as its client writes it. */
  readonly json: (value: unknown) => string;
  /** What `prints` writes to stdout while it answers the request `request-9`. */
  readonly printed: RegExp;
}

const compact = (value: unknown): string => JSON.stringify(value);
const spaced = (value: unknown): string => JSON.stringify(value).replaceAll('":', '": ').replaceAll(',', ', ');

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const printedByNode = new RegExp(
  `^${time}\trequest-9\tINFO\tto the output { answer: 42 }\n` +
    `${time}\trequest-9\tERROR\tto the error output\n${time}\trequest-9\tWARN\ttwo\rlines\nraw\n$`,
);
const printedByPython = new RegExp(`^to the output\n\\[WARNING\\]\t${time}\trequest-9\ttwo\nlines\n$`);

const languages: readonly Language[] = [
  { runtime: 'nodejs20.x', file: 'index', json: compact, printed: printedByNode },
  { runtime: 'nodejs24.x', file: 'index', json: compact, printed: printedByNode },
  { runtime: 'python3.11', file: 'app', json: spaced, printed: printedByPython },
  { runtime: 'python3.13', file: 'app', json: spaced, printed: printedByPython },
];

describe.each(languages)('$runtime on the process host', ({ runtime, file, json, printed }) => {
  const start = (sandboxes: ProcessSandboxes, code: string, environment = {}): Promise<RunningFunction> =>
    sandboxes.start({ runtime, handler: `${file}.handler`, code, environment });

  it('answers what the handler returns', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const echo = await start(sandboxes, 'echo');

    const first = await echo.api.invoke({ order: 1 });
    const second = await echo.api.invoke([{ order: 2 }, null]);

    expect(first).toMatchObject({ route: 'response', body: json({ order: 1 }) });
    expect(first.headers['content-type']).toBe('application/json');
    expect(second.body).toBe(json([{ order: 2 }, null]));
  });

  it('posts the error that the handler throws, and lives on', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const throws = await start(sandboxes, 'throws');

    const failed = await throws.api.invoke({ message: 'no stock' }, { requestId: 'request-1' });
    const again = await throws.api.invoke({});

    expect(failed.route).toBe('error');
    expect(JSON.parse(failed.body)).toMatchObject({ errorType: 'OrderRefused', errorMessage: 'no stock' });
    expect(Object.keys(JSON.parse(failed.body) as object)).toEqual(
      file === 'app'
        ? ['errorMessage', 'errorType', 'requestId', 'stackTrace']
        : ['errorType', 'errorMessage', 'trace'],
    );
    expect(failed.headers).not.toHaveProperty('lambda-runtime-function-error-type');
    expect(JSON.parse(headerText(failed, 'lambda-runtime-function-xray-error-cause'))).toMatchObject({
      exceptions: [{ type: 'OrderRefused', message: 'no stock' }],
    });
    expect(JSON.parse(again.body)).toMatchObject({ errorMessage: 'The order was refused.' });
  });

  it('posts an error while loading to init/error, and exits', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const broken = await start(sandboxes, 'throws-at-init');

    const exit = await broken.exit();

    const errorType = file === 'app' ? 'ValueError' : 'RangeError';
    expect(exit.exitCode).toBe(runtime === 'nodejs20.x' ? 129 : 1);
    expect(broken.api.initErrors).toHaveLength(1);
    expect(broken.api.initErrors[0]?.headers['lambda-runtime-function-error-type']).toBe(errorType);
    expect(JSON.parse(broken.api.initErrors[0]?.body ?? '')).toMatchObject({
      errorType,
      errorMessage: 'The configuration is missing.',
    });
  });

  it.each([
    ['absent', `${file}.absent`, 'Runtime.HandlerNotFound'],
    ['in a file that is absent', 'nosuch.handler', 'Runtime.ImportModuleError'],
    ['without a dot', 'nodots', 'Runtime.MalformedHandlerName'],
  ])('tells a handler that is %s', async (_kind, handler, errorType) => {
    await using sandboxes = await ProcessSandboxes.create();
    const missing = await sandboxes.start({ runtime, handler, code: 'echo' });

    await missing.exit();

    expect(JSON.parse(missing.api.initErrors[0]?.body ?? '')).toMatchObject({ errorType });
  });

  it('ends with the exit code of the function, and posts nothing', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const exits = await start(sandboxes, 'exits');

    await exits.api.begin({ code: 3 });
    const exit = await exits.exit();

    expect(exit).toEqual({ exitCode: 3, outOfMemory: false });
  });

  it('ends with the signal that killed it', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const exits = await start(sandboxes, 'exits');

    await exits.api.begin({ signal: 'SIGKILL' });
    const exit = await exits.exit();

    expect(exit).toEqual({ signal: 'SIGKILL', outOfMemory: false });
  });

  it('gives the handler its context', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const context = await start(sandboxes, 'context');

    const { body } = await context.api.invoke(
      {},
      {
        requestId: 'request-7',
        timeoutMs: 60_000,
        headers: {
          'Lambda-Runtime-Client-Context': '{"client":{"app_title":"\\u00e9"},"custom":{"a":"b"},"env":{}}',
          'Lambda-Runtime-Cognito-Identity': '{"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}',
          'Lambda-Runtime-Aws-Tenant-Id': 'tenant-1',
        },
      },
    );

    const seen = JSON.parse(body) as Record<string, unknown>;
    const named = (camel: string, snake: string): unknown => seen[file === 'app' ? snake : camel];
    expect(named('awsRequestId', 'aws_request_id')).toBe('request-7');
    expect(named('functionName', 'function_name')).toBe('scripted');
    expect(named('functionVersion', 'function_version')).toBe('$LATEST');
    expect(named('memoryLimitInMB', 'memory_limit_in_mb')).toBe('128');
    expect(named('logGroupName', 'log_group_name')).toBe('/aws/lambda/scripted');
    expect(named('tenantId', 'tenant_id')).toBe('tenant-1');
    expect(named('clientContext', 'client_context')).toMatchObject({ custom: { a: 'b' }, client: { app_title: 'é' } });
    expect(Object.values(seen['identity'] as object)).toEqual(['id', 'pool']);
    expect(named('traceId', 'trace_id')).toMatch(/^Root=1-/);
    expect(named('remainingTimeInMillis', 'remaining_time_in_millis')).toBeGreaterThan(30_000);
    expect(named('remainingTimeInMillis', 'remaining_time_in_millis')).toBeLessThanOrEqual(60_000);
  });

  it('keeps globals and /tmp while warm, and /tmp alone when the runtime starts anew', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const counter = await start(sandboxes, 'keeps-globals-and-tmp');

    const first = JSON.parse((await counter.api.invoke({})).body) as { pid: number };
    const second: unknown = JSON.parse((await counter.api.invoke({})).body);
    await counter.api.begin({ exit: 1 });
    await counter.exit();
    await counter.sandbox.startRuntime();
    const anew = JSON.parse((await counter.api.invoke({})).body) as { pid: number };

    expect(first).toMatchObject({ inThisProcess: 1, inThisSandbox: 1 });
    expect(second).toEqual({ inThisProcess: 2, inThisSandbox: 2, pid: first.pid });
    expect(anew).toMatchObject({ inThisProcess: 1, inThisSandbox: 4 });
    expect(anew.pid).not.toBe(first.pid);
  });

  it('is killed at a timeout, and starts anew in the same place', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const hangs = await start(sandboxes, 'keeps-globals-and-tmp');
    await hangs.api.invoke({});

    await hangs.api.begin({ hang: true });
    await hangs.sandbox.killRuntime();
    const exit = await hangs.exit();
    await hangs.sandbox.startRuntime();
    const anew: unknown = JSON.parse((await hangs.api.invoke({})).body);

    expect(exit.signal).toBe('SIGKILL');
    expect(anew).toMatchObject({ inThisProcess: 1 });
  });

  it.each([6 * 1024 * 1024, 7 * 1024 * 1024])('posts an answer of %i bytes', async (bytes) => {
    await using sandboxes = await ProcessSandboxes.create();
    const large = await start(sandboxes, 'large-response');

    const { body } = await large.api.invoke({ bytes });

    expect(body).toHaveLength(bytes);
  });

  it('prints in the format of the managed runtime', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const prints = await start(sandboxes, 'prints');

    await prints.api.invoke({}, { requestId: 'request-9' });
    await prints.sandbox.killRuntime();

    expect(prints.text()).toMatch(printed);
    expect(prints.text('stderr')).toBe(file === 'app' ? 'to the error output\n' : '');
  });

  it('sees an environment like on AWS and nothing of the user', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const own = { PAGE_SIZE: '20', PYTHONPATH: '/my/own', NODE_PATH: '/my/own' };
    const environment = await start(sandboxes, 'environment', own);

    const seen = JSON.parse((await environment.api.invoke({})).body) as {
      environment: Record<string, string>;
      cwd: string;
    };

    expect(seen.environment).toMatchObject({
      ...own,
      _HANDLER: `${file}.handler`,
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      LAMBDA_TASK_ROOT: seen.cwd,
    });
    expect(seen.cwd).toMatch(/test\/functions\/environment$/);
    expect(Object.keys(seen.environment).sort()).toEqual(
      [
        ...Object.keys(environment.spec.environment),
        ...['HOME', 'TMPDIR', '_X_AMZN_TRACE_ID'],
        // Python itself sets it where the locale of LANG is not installed.
        ...('LC_CTYPE' in seen.environment && file === 'app' ? ['LC_CTYPE'] : []),
      ].sort(),
    );
    expect(seen.environment['PATH']).not.toContain('/var/lang');
    expect(seen.environment['TMPDIR']).toContain(sandboxes.folder);
  });
});

function headerText(posted: Posted, name: string): string {
  const value = posted.headers[name];
  return typeof value === 'string' ? value : '';
}
