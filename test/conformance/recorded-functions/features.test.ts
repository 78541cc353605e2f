// cspell:ignore ctypes nctypes -- Python
import { AddPermissionCommand, CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpRequest } from '../../support/http-request.js';
import { RecordedFunctions, recordedTest } from '../../support/recorded-functions.js';
import { recordingOf } from '../../support/recordings.js';
import { waitUntil } from '../../support/wait-until.js';

/** Recorded: test_lambda.json and test_lambda_runtimes.json, with real functions in the machine's own Node.js and Python. */
describe('features recorded on AWS', () => {
  let hearth: RecordedFunctions;
  beforeAll(async () => {
    hearth = await RecordedFunctions.start({ sandboxHost: 'process' });
  });
  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
  });

  it('the context of a Node.js function, with what its client sent (test_lambda_with_context)', async () => {
    const FunctionName = 'with-context';
    const known = { '<function-name:1>': FunctionName };
    const recorded = recordedTest('test_lambda', 'TestLambdaFeatures::test_lambda_with_context', known);
    const code = 'exports.handler = async (event, context) => ({ context });';
    await hearth.create(
      { FunctionName, Runtime: 'nodejs20.x', Handler: 'lambda_integration.handler' },
      { 'lambda_integration.js': code },
    );
    const sent = { custom: { foo: 'bar' }, client: { snap: ['crackle', 'pop'] }, env: { fizz: 'buzz' } };
    const ClientContext = Buffer.from(JSON.stringify(sent)).toString('base64');

    recorded.expectStep('invocation', await hearth.invoke(FunctionName, {}, { ClientContext }));
  });

  it.each(['nodejs16.x', 'nodejs22.x'] as const)(
    '%s takes a module (test_invoke_nodejs_es6_lambda)',
    async (Runtime) => {
      const FunctionName = `module-${Runtime.replace('.', '')}`;
      const test = `TestNodeJSRuntimes::test_invoke_nodejs_es6_lambda[${Runtime}]`;
      const code = [
        'export const handler = async (event) => ({',
        '  statusCode: 200,',
        '  body: JSON.stringify(`response from localstack lambda: ${JSON.stringify(event)}`),',
        '});',
      ].join('\n');
      await hearth.create({ FunctionName, Runtime, Handler: 'index.handler' }, { 'index.mjs': code });

      const answer = await hearth.invoke(FunctionName, { event_type: 'test_lambda' });

      recordedTest('test_lambda_runtimes', test).expectStep('invocation-result', answer);
    },
  );

  it('lines of one print are lines of the log (test_multi_line_prints)', async () => {
    const FunctionName = 'multi-line';
    const code = 'def handler(event, context):\n    print("multi\\nline\\nstring")\n    print("another\\rline")\n';
    await hearth.create({ FunctionName, Runtime: 'python3.13', Handler: 'handler.handler' }, { 'handler.py': code });
    await hearth.invoke(FunctionName);
    const lines = (): readonly string[] => hearth.hearth.logs(FunctionName);
    await waitUntil(() => lines().some((line) => line.startsWith('REPORT')));

    const { 'log-events': events } = recordingOf(
      'test_lambda_runtimes',
      'TestCloudwatchLogs::test_multi_line_prints',
    ) as {
      readonly 'log-events': readonly { readonly message: string }[];
    };
    const printed = (messages: readonly string[]): readonly string[] => {
      const texts = messages.map((text) => text.replace(/\n$/, ''));
      return texts.slice(
        texts.findIndex((text) => text.startsWith('START')) + 1,
        texts.findIndex((text) => text.startsWith('END')),
      );
    };
    expect(printed(lines())).toEqual(printed(events.map(({ message }) => message)));
  });

  it('a function URL passes a streamed answer on (test_function_url_with_response_streaming)', async () => {
    const FunctionName = 'streams';
    const code = [
      'exports.handler = awslambda.streamifyResponse(async (event, stream) => {',
      '  stream.write("Hello, ");',
      '  stream.write("world!");',
      '  stream.end();',
      '});',
    ].join('\n');
    await hearth.create({ FunctionName, Runtime: 'nodejs20.x', Handler: 'index.handler' }, { 'index.js': code });
    const mode = { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' } as const;
    const { FunctionUrl } = await hearth.send(new CreateFunctionUrlConfigCommand({ FunctionName, ...mode }));
    await hearth.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: 'public',
        Action: 'lambda:InvokeFunctionUrl',
        Principal: '*',
        FunctionUrlAuthType: 'NONE',
      }),
    );

    const url = new URL(String(FunctionUrl));
    const answer = await httpRequest(Number(url.port), '/', { headers: { Host: url.host } });

    const recording = recordingOf('test_lambda', 'TestLambdaURL::test_function_url_with_response_streaming');
    expect({ response_status: answer.status, response_data: answer.body }).toEqual(recording);
  });

  it('a handler that dies of a segmentation fault is told of at once (test_lambda_runtime_exit_segfault)', async () => {
    const code = 'import ctypes\n\nctypes.string_at(0)\n\n\ndef handler(event, context):\n    pass\n';
    const FunctionName = 'segfault';
    await hearth.create({ FunctionName, Runtime: 'python3.13', Handler: 'handler.handler' }, { 'handler.py': code });

    const answer = await hearth.invoke(FunctionName);

    // AWS said so after the function's whole timeout only, with "Task timed out after 30.00 seconds"; everything else is as recorded.
    const recording = recordingOf('test_lambda', 'TestLambdaErrors::test_lambda_runtime_exit_segfault');
    const { Payload, ...rest } = recording['invocation_error'] as { readonly Payload: object };
    expect(answer).toEqual({
      ...rest,
      Payload: {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/Error: Runtime exited with error: signal: segmentation fault/),
      },
    });
    expect(Payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
  });
});
