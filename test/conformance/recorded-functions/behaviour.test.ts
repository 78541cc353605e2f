import {
  GetFunctionCommand,
  GetProvisionedConcurrencyConfigCommand,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Observed } from '../../support/observed-calls.js';
import { RecordedFunctions, recordedTest } from '../../support/recorded-functions.js';
import { recordingOf } from '../../support/recordings.js';
import { waitUntil } from '../../support/wait-until.js';

const file = 'test_lambda';

/** Recorded: test_lambda.json, step by step, with real functions in the machine's own Python. What the functions do is read from the answers. */
describe('functions recorded on AWS', () => {
  let hearth: RecordedFunctions;

  beforeAll(async () => {
    hearth = await RecordedFunctions.start({ sandboxHost: 'process' });
  });
  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
  });

  const create = (FunctionName: string, module: string, code: string, input: object = {}): Promise<Observed> =>
    hearth.create(
      { FunctionName, Runtime: 'python3.13', Handler: `${module}.handler`, ...input },
      {
        [`${module}.py`]: code,
      },
    );

  it('a handler that raises (test_lambda_handler_error)', async () => {
    const recorded = recordedTest(file, 'TestLambdaErrors::test_lambda_handler_error');
    const code = 'def handler(event, context):\n    raise Exception("Handler fails")\n';
    await create('handler-error', 'lambda_handler_error', code);

    recorded.expectStep('invocation_error', inTaskRoot(await hearth.invoke('handler-error')));
  });

  it('a module that raises while it is loaded (test_lambda_runtime_error)', async () => {
    const test = 'TestLambdaErrors::test_lambda_runtime_error';
    const code = 'raise Exception("Runtime startup fails")\n\n\ndef handler(event, context):\n    pass\n';
    await create('runtime-error', 'lambda_runtime_error', code);

    const seen = inTaskRoot(await hearth.invoke('runtime-error'));

    // The frames of importlib are those of Python 3.13 on AWS; the last one is the function's.
    const { invocation_error: answer } = recordingOf(file, test) as { readonly invocation_error: Observed };
    expect(withOwnFrame(seen)).toEqual(withOwnFrame(answer));
  });

  it('a module that exits while it is loaded (test_lambda_runtime_exit)', async () => {
    const recorded = recordedTest(file, 'TestLambdaErrors::test_lambda_runtime_exit');
    await create('runtime-exit', 'lambda_runtime_exit', 'import os\n\nos._exit(0)\n');

    recorded.expectStep('invocation_error', await hearth.invoke('runtime-exit'));
  });

  it('a handler that exits (test_lambda_handler_exit)', async () => {
    const recorded = recordedTest(file, 'TestLambdaErrors::test_lambda_handler_exit');
    await create(
      'handler-exit',
      'lambda_handler_exit',
      'import os\n\n\ndef handler(event, context):\n    os._exit(0)\n',
    );

    recorded.expectStep('invocation_error', await hearth.invoke('handler-exit'));
  });

  it('an answer that is too large, twice (test_lambda_too_large_response)', async () => {
    const recorded = recordedTest(file, 'TestLambdaBaseFeatures::test_lambda_too_large_response');
    await create('large', 'handler', 'def handler(event, context):\n    return "a" * 7 * 1024 * 1024\n');

    recorded.expectStep('invoke_result', await hearth.invoke('large'));
    recorded.expectStep('invoke_result_2', await hearth.invoke('large'));
  });

  it('a handler that is slower than its timeout (test_lambda_invoke_with_timeout)', async () => {
    const recorded = recordedTest(file, 'TestLambdaBehavior::test_lambda_invoke_with_timeout');
    await create('slow', 'handler', sleeping, { Timeout: 1 });

    recorded.expectStep('invoke-result', await hearth.invoke('slow', { sleep: 3 }));
  });

  it('a handler that is as slow as it may be (test_lambda_invoke_no_timeout)', async () => {
    const recorded = recordedTest(file, 'TestLambdaBehavior::test_lambda_invoke_no_timeout');
    await create('fast-enough', 'handler', sleeping, { Timeout: 2 });

    recorded.expectStep('invoke-result', await hearth.invoke('fast-enough', { sleep: 1 }));
  });

  it('after a timeout /tmp is kept and the module is loaded anew (test_lambda_invoke_timed_out_environment_reuse)', async () => {
    const recorded = recordedTest(file, 'TestLambdaBehavior::test_lambda_invoke_timed_out_environment_reuse');
    await create('reused', 'handler', remembering, { Timeout: 1, Runtime: 'python3.12' });
    const play = async (step: string, event: object): Promise<void> => {
      recorded.expectStep(step, await hearth.invoke('reused', event));
    };

    await play('invoke-result-file-write', { write: 'some-content' });
    await play('invoke-result-file-read', { read: true });
    await play('invoke-result-set-number', { set: 42 });
    await play('invoke-result-read-number', { number: true });
    const timedOut = await hearth.invoke('reused', { sleep: 3 });
    // Its words are those of 2024; those of today are recorded in test_lambda_invoke_with_timeout.
    expect(timedOut['Payload']).toMatchObject({
      errorMessage: expect.stringContaining('Task timed out after 1.00 seconds'),
    });
    await play('invoke-result-file-read-after-timeout', { read: true });
    await play('invoke-result-read-number-after-timeout', { number: true });
  });

  it('a log line of the handler stands between START and END (test_request_id_invoke)', async () => {
    const test = 'TestRequestIdHandling::test_request_id_invoke';
    const code = [
      'import logging',
      '',
      'logging.getLogger().setLevel(logging.INFO)',
      '',
      'def handler(event, context):',
      '    logging.info("RequestId log message")',
      '    return context.aws_request_id',
      '',
    ].join('\n');
    await create('logs', 'handler', code);
    const answer = await hearth.invoke('logs');
    const requestId = JSON.parse(String(answer['Payload'])) as string;
    await waitUntil(() => hearth.hearth.logs('logs').some((line) => line.startsWith('REPORT')));
    const lines = hearth.hearth.logs('logs').map((line) => shownLine(line, requestId));

    recordedTest(file, test).expectStep('invoke_result', answer);
    const { log_entries: entries } = recordingOf(file, test) as { readonly log_entries: { readonly logs: string[] } };
    expect(lines.slice(-entries.logs.length)).toEqual(entries.logs.map((line) => line.trimEnd()));
  });

  it('an invocation under way ends with the code that it began with (test_function_update_during_invoke)', async () => {
    const recorded = recordedTest(file, 'TestLambdaVersions::test_function_update_during_invoke');
    const code = [
      'import os',
      'import time',
      '',
      'def handler(event, context):',
      '    time.sleep(event.get("sleep", 0))',
      '    return {',
      '        "function_variant": os.environ["FUNCTION_VARIANT"],',
      '        "function_version": context.function_version,',
      '        "request_id": context.aws_request_id,',
      '        "request_prefix": event["prefix"],',
      '    }',
      '',
    ].join('\n');
    const variant = (name: string) => ({ Environment: { Variables: { FUNCTION_VARIANT: name } } });
    await create('updated', 'handler', code, variant('variant-1'));

    const running = hearth.invoke('updated', { sleep: 2, prefix: '1-sleep' });
    await waitUntil(() => hearth.hearth.logs('updated').some((line) => line.startsWith('START')));
    await hearth.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'updated', ...variant('variant-2') }));
    await waitUntil(async () => {
      const { Configuration } = await hearth.send(new GetFunctionCommand({ FunctionName: 'updated' }));
      return (Configuration as { readonly LastUpdateStatus?: string }).LastUpdateStatus === 'Successful';
    });
    const after = await hearth.invoke('updated', { prefix: '2' });

    recorded.expectStep('invoke_response_before', await running);
    expect(after['Payload']).toMatchObject({ function_variant: 'variant-2' });
  });

  it('provisioned sandboxes are used before others are started (test_lambda_provisioned_concurrency_scheduling)', async () => {
    const recorded = recordedTest(file, 'TestLambdaConcurrency::test_lambda_provisioned_concurrency_scheduling');
    const code = [
      'import os',
      'import time',
      '',
      'def handler(event, context):',
      '    time.sleep(event.get("sleep", 0))',
      '    return os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]',
      '',
    ].join('\n');
    const FunctionName = 'provisioned';
    await create(FunctionName, 'handler', code);
    await hearth.send(new PublishVersionCommand({ FunctionName }));
    const version = { FunctionName, Qualifier: '1' };
    await hearth.send(new PutProvisionedConcurrencyConfigCommand({ ...version, ProvisionedConcurrentExecutions: 1 }));
    const get = () => hearth.send(new GetProvisionedConcurrencyConfigCommand(version));
    await waitUntil(async () => (await get())['Status'] === 'READY');

    recorded.expectStep('get_provisioned_postwait', await get());
    const both = await Promise.all([1, 2].map(() => hearth.invoke(FunctionName, { sleep: 1 }, { Qualifier: '1' })));
    const kinds = both.map(({ Payload }) => JSON.parse(String(Payload)) as string);
    expect(kinds.sort()).toEqual(['on-demand', 'provisioned-concurrency']);
    expect((await hearth.invoke(FunctionName, {}))['Payload']).toBe('"on-demand"');
  });
});

const sleeping = 'import time\n\n\ndef handler(event, context):\n    time.sleep(event.get("sleep", 0))\n';

const remembering = [
  'import os',
  'import time',
  '',
  'number = 0',
  'path = os.path.join(os.environ.get("TMPDIR", "/tmp"), "kept")',
  '',
  'def handler(event, context):',
  '    global number',
  '    if "sleep" in event:',
  '        time.sleep(event["sleep"])',
  '    if "set" in event:',
  '        number = event["set"]',
  '    if "write" in event:',
  '        with open(path, "w") as kept:',
  '            kept.write(event["write"])',
  '    if "read" in event:',
  '        with open(path) as kept:',
  '            return {"content": kept.read()}',
  '    if "number" in event:',
  '        return {"number": number}',
  '',
].join('\n');

interface PythonError {
  readonly stackTrace?: readonly string[];
}

/** On the process host the code does not lie in `/var/task`. */
function inTaskRoot(observed: Observed): Observed {
  const payload = observed['Payload'] as PythonError;
  const stackTrace = payload.stackTrace?.map((frame) =>
    frame.replace(/File "\/[^"]*\/([^"/]+\.py)", line/, 'File "/var/task/$1", line'),
  );
  return { ...observed, Payload: { ...payload, ...(stackTrace !== undefined && { stackTrace }) } };
}

function withOwnFrame(observed: Observed): Observed {
  const payload = observed['Payload'] as PythonError;
  return { ...observed, Payload: { ...payload, stackTrace: payload.stackTrace?.slice(-1) } };
}

/** A line as the recording shows it. */
function shownLine(line: string, requestId: string): string {
  return line
    .trimEnd()
    .replaceAll(requestId, '<request-id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'date')
    .replaceAll(/Duration: [\d.]+ ms/g, 'Duration: <duration> ms')
    .replace(/Max Memory Used: \d+ MB/, 'Max Memory Used: <memory> MB');
}
