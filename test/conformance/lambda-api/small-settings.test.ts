import {
  GetFunctionRecursionConfigCommand,
  PutFunctionRecursionConfigCommand,
  type RecursiveLoop,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

/** Recorded: test_lambda_api.json, TestLambdaRecursion. */
describe('the recursion configuration of a function', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const get = () => new GetFunctionRecursionConfigCommand({ FunctionName });
  const put = (loop: string) =>
    new PutFunctionRecursionConfigCommand({ FunctionName, RecursiveLoop: loop as RecursiveLoop });

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it('allows loops when told to (test_put_function_recursion_config_allow)', async () => {
    const { step } = session.play('TestLambdaRecursion::test_put_function_recursion_config_allow');

    await step('put_recursion_config_response', put('Allow'));
    await step('get_recursion_config_response', get());
  });

  it('ends them by default (test_put_function_recursion_config_default_terminate)', async () => {
    const { step } = session.play('TestLambdaRecursion::test_put_function_recursion_config_default_terminate');

    await step('get_recursion_default_terminate_response', get());
  });

  it('knows no third way (test_put_function_recursion_config_invalid_value)', async () => {
    const { step } = session.play('TestLambdaRecursion::test_put_function_recursion_config_invalid_value');

    await step('put_recursion_invalid_value_error', put('InvalidValue'));
  });
});
