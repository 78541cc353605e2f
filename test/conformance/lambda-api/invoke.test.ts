import { InvokeCommand, type LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { platformError, tooManyRequests } from '../../../src/model/index.js';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { createCommand, knownPlaceholders } from '../../support/lambda-calls.js';
import { type Observed, observe } from '../../support/observed-calls.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { succeed } from '../../support/scripted-frontend.js';

/** Recorded: test_lambda.json; what the function itself does is scripted here, and run for real in the acceptance tests. */
describe('what a caller of Invoke sees', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;
  const FunctionName = 'fn-1';

  beforeEach(async () => {
    api = await startAwsApi();
    lambda = api.client();
    await lambda.send(await createCommand({ FunctionName }));
  });

  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  const invoke = (input: Partial<ConstructorParameters<typeof InvokeCommand>[0]> = {}): Promise<Observed> =>
    observe(lambda, new InvokeCommand({ FunctionName, Payload: '{}', ...input }));

  it.each([
    ['test_invocation_type_request_response[python3.9]', 'RequestResponse'],
    ['test_invocation_type_event[python3.10]', 'Event'],
    ['test_invocation_type_dry_run[python3.10]', 'DryRun'],
    ['test_invocation_type_no_return_payload[nodejs-Event]', 'Event'],
  ] as const)('depends on the invocation type (%s)', async (test, InvocationType) => {
    const observed = await invoke({ InvocationType });

    matcher(`TestLambdaFeatures::${test}`).expectStep('invoke-result', observed);
  });

  it('is null when the function answers nothing (test_invocation_type_no_return_payload[python-RequestResponse])', async () => {
    api.frontend.script = () => succeed('null');

    const observed = await invoke();

    matcher('TestLambdaFeatures::test_invocation_type_no_return_payload[python-RequestResponse]').expectStep(
      'invoke-result',
      observed,
    );
  });

  it('holds the log when it is asked for (test_invocation_with_logs[nodejs16.x])', async () => {
    api.frontend.log = Buffer.from('START RequestId: 1 Version: $LATEST\n');

    const observed = await invoke({ LogType: 'Tail' });

    matcher('TestLambdaFeatures::test_invocation_with_logs[nodejs16.x]').expectStep('invoke', observed);
    expect(observed['LogResult']).toBe(api.frontend.log.toString('base64'));
  });

  it('is an unhandled error when the response is too large (test_lambda_too_large_response)', async () => {
    api.frontend.script = () =>
      platformError(
        'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      );

    const observed = await invoke();

    matcher('TestLambdaBaseFeatures::test_lambda_too_large_response').expectStep('invoke_result', observed);
  });

  it('is an unhandled error when the function times out (test_lambda_invoke_with_timeout)', async () => {
    api.frontend.script = ({ requestId = '' }) =>
      platformError('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`);

    const observed = await invoke();

    matcher('TestLambdaBehavior::test_lambda_invoke_with_timeout').expectStep('invoke-result', observed);
  });

  it('is a throttle with its reason when the reservation is used up (test_reserved_concurrency)', async () => {
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    api.frontend.script = () => {
      throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded');
    };

    const observed = await invoke();

    matcher('TestLambdaConcurrency::test_reserved_concurrency').expectStep('exc_no_cap_requestresponse', observed);
  });

  // cspell:ignore myfn -- as recorded
  it('refuses a name that is none (test_invalid_invoke)', async () => {
    const recorded = new RecordingMatcher(
      recordingOf('test_lambda_api', 'TestLambdaFunction::test_invalid_invoke'),
      knownPlaceholders,
    );

    const observed = await invoke({ FunctionName: 'arn:aws:lambda:us-east-1:123400000000@function:myfn' });

    recorded.expectStep('invoke_function_name_pattern_exc', observed);
  });
});

function matcher(test: string): RecordingMatcher {
  return new RecordingMatcher(recordingOf('test_lambda', test), knownPlaceholders);
}
