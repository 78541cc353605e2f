import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  GetFunctionConfigurationCommand,
  type InvokeMode,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import type { Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordedTests, recordingOf } from '../../support/recordings.js';

const FunctionName = 'fn-1';

/** Recorded: test_lambda.json, TestLambdaURL and TestLambdaConcurrency; what the functions themselves answer runs elsewhere. */
describe('what recorded functions were given', () => {
  const session = recordedSession('test_lambda');
  const url = (input: object = {}) => new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...input });

  it.each(testsWith('test_lambda', 'create_lambda_url_config', 'add_permission'))(
    'a URL, and the permission for everyone to call it (%s)',
    async (test) => {
      const { matcher, step } = session.play(test, { '<resource:1>': FunctionName });
      await session.send(await createCommand({ FunctionName }));
      const { InvokeMode: mode } = recordingOf('test_lambda', test)['create_lambda_url_config'] as {
        readonly InvokeMode?: InvokeMode;
      };

      await step('create_lambda_url_config', url({ InvokeMode: mode }));
      const permission = { FunctionName, StatementId: 'urlPermission', Action: 'lambda:InvokeFunctionUrl' };
      const observed = await session.send(
        new AddPermissionCommand({ ...permission, Principal: '*', FunctionUrlAuthType: 'NONE' }),
      );
      matcher.expectStep('add_permission', parsed(observed));
    },
  );

  it('no URL with an invoke mode that there is not (test_lambda_url_invalid_invoke_mode)', async () => {
    const { step } = session.play('TestLambdaURL::test_lambda_url_invalid_invoke_mode');
    await session.send(await createCommand({ FunctionName }));

    await step('invoke_function_invalid_invoke_type', url({ InvokeMode: 'UNKNOWN' }));
  });

  it('reserved concurrency (test_reserved_concurrency_async_queue)', async () => {
    const { step } = session.play('TestLambdaConcurrency::test_reserved_concurrency_async_queue', {
      '<function-name:1>': FunctionName,
    });
    const usual = { Handler: 'handler.handler', Timeout: 30, Environment: { Variables: {} } };
    await session.send(await createCommand({ FunctionName, ...usual }));

    await step('fn', new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '$LATEST' }));
    const reservation = { FunctionName, ReservedConcurrentExecutions: 1 };
    await step('put_fn_concurrency', new PutFunctionConcurrencyCommand(reservation));
  });
});

/** Recorded: test_lambda_destinations.json. */
describe('the destinations of recorded functions', () => {
  const session = recordedSession('test_lambda_destinations');

  it.each(testsWith('test_lambda_destinations', 'put_function_event_invoke_config'))(
    'are answered as recorded (%s)',
    async (test) => {
      const { step } = session.play(test, { '<resource:1>': 'queue-1', '<resource:2>': FunctionName });
      await session.send(await createCommand({ FunctionName }));
      const { MaximumRetryAttempts } = recordingOf('test_lambda_destinations', test)[
        'put_function_event_invoke_config'
      ] as { readonly MaximumRetryAttempts?: number };
      const Destination = 'arn:aws:sqs:us-east-1:111111111111:queue-1';

      await step(
        'put_function_event_invoke_config',
        new PutFunctionEventInvokeConfigCommand({
          FunctionName,
          MaximumRetryAttempts,
          DestinationConfig: { OnSuccess: { Destination }, OnFailure: { Destination } },
        }),
      );
    },
  );
});

/** Names of the tests whose recording has all of these steps. */
function testsWith(file: string, ...steps: readonly string[]): readonly string[] {
  return recordedTests(file, '').filter((test) => steps.every((step) => step in recordingOf(file, test)));
}

/** Recordings show the statement parsed. */
function parsed(observed: Observed): Observed {
  return { ...observed, Statement: JSON.parse(String(observed['Statement'])) as unknown };
}
