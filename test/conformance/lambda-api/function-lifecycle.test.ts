import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, it } from '@jest/globals';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { createCommand, knownPlaceholders } from '../../support/lambda-calls.js';
import { observe } from '../../support/observed-calls.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json, TestLambdaFunction. */
describe('the life of a function', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;
  let isHeld: boolean;
  const held: (() => void)[] = [];

  beforeEach(async () => {
    isHeld = false;
    api = await startAwsApi({
      settleWhen: (settle) => {
        if (isHeld) held.push(settle);
        else settle();
      },
    });
    lambda = api.client();
  });

  afterEach(async () => {
    held.length = 0;
    await api[Symbol.asyncDispose]();
  });

  it('goes from Pending over updates to its end (test_function_lifecycle)', async () => {
    const recorded = matcher('test_function_lifecycle');
    const FunctionName = 'fn-1';

    const create = await createCommand({ FunctionName, MemorySize: 256, Timeout: 5, Environment: { Variables: {} } });
    recorded.expectStep('create_response', created(await observe(lambda, create)));
    recorded.expectStep('get_function_response', await observe(lambda, new GetFunctionCommand({ FunctionName })));
    const update = new UpdateFunctionConfigurationCommand({
      FunctionName,
      Runtime: 'python3.11',
      Description: 'Changed-Description',
      MemorySize: 512,
      Timeout: 10,
      Environment: { Variables: { ENV_A: 'a' } },
    });
    recorded.expectStep('update_func_conf_response', await observe(lambda, update));
    recorded.expectStep(
      'get_function_response_postupdate',
      await observe(lambda, new GetFunctionCommand({ FunctionName })),
    );
    const ZipFile = await zipOf({ 'handler.py': 'def handler(event, context): return 2' });
    const updateCode = new UpdateFunctionCodeCommand({ FunctionName, ZipFile });
    recorded.expectStep('update_code_response', await observe(lambda, updateCode));
    const got = await observe(lambda, new GetFunctionCommand({ FunctionName }));
    recorded.expectStep('get_function_response_postcodeupdate', got);
    recorded.expectStep('delete_response', await observe(lambda, new DeleteFunctionCommand({ FunctionName })));
    recorded.expectStep('delete_postdelete', await observe(lambda, new DeleteFunctionCommand({ FunctionName })));
  });

  it('gets a new revision from an update that changes nothing (test_redundant_updates)', async () => {
    const recorded = matcher('test_redundant_updates');
    const FunctionName = 'fn-1';
    const input = { FunctionName, Description: 'Initial description', Timeout: 30, Environment: { Variables: {} } };

    recorded.expectStep('create_response', created(await observe(lambda, await createCommand(input))));
    const update = { FunctionName, Description: '1st update description' };
    recorded.expectStep('first_update_result', await observe(lambda, new UpdateFunctionConfigurationCommand(update)));
    recorded.expectStep(
      'get_fn_config_result',
      await observe(lambda, new GetFunctionConfigurationCommand({ FunctionName })),
    );
    recorded.expectStep(
      'redundant_update_result',
      await observe(lambda, new UpdateFunctionConfigurationCommand(update)),
    );
    const again = await observe(lambda, new GetFunctionCommand({ FunctionName }));
    recorded.expectStep('get_fn_result_after_redundant_update', again);
  });

  it('shows an update of the code while it is in progress (test_lambda_code_location_zipfile)', async () => {
    const recorded = matcher('test_lambda_code_location_zipfile');
    const FunctionName = 'fn-1';

    const create = await createCommand({ FunctionName, Handler: 'index.handler' });
    recorded.expectStep('create-response-zip-file', await observe(lambda, create));
    recorded.expectStep('get-function-response', await observe(lambda, new GetFunctionCommand({ FunctionName })));
    isHeld = true;
    const ZipFile = await zipOf({ 'index.py': '2' });
    recorded.expectStep(
      'update-function-response',
      await observe(lambda, new UpdateFunctionCodeCommand({ FunctionName, ZipFile })),
    );
    recorded.expectStep(
      'get-function-response-updated',
      await observe(lambda, new GetFunctionCommand({ FunctionName })),
    );
  });

  it('refuses a second update of the code while one is in progress (test_lambda_concurrent_code_updates)', async () => {
    const recorded = matcher('test_lambda_concurrent_code_updates');
    const FunctionName = 'fn-1';
    const update = async () =>
      new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await zipOf({ 'handler.py': '2' }) });

    recorded.expectStep('create-function-response', await observe(lambda, await createCommand({ FunctionName })));
    isHeld = true;
    await observe(lambda, await update());
    recorded.expectStep('update-during-in-progress-update-exc', await observe(lambda, await update()));
  });

  it('refuses a second update of the configuration while one is in progress (test_lambda_concurrent_config_updates)', async () => {
    const recorded = matcher('test_lambda_concurrent_config_updates');
    const FunctionName = 'fn-1';
    const update = () => new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'again' });

    const create = await createCommand({ FunctionName, Timeout: 30, Environment: { Variables: {} } });
    recorded.expectStep('create-function-response', created(await observe(lambda, create)));
    isHeld = true;
    await observe(lambda, update());
    recorded.expectStep('update-during-in-progress-update-exc', await observe(lambda, update()));
  });

  it.each(['get_function', 'get_function_configuration', 'delete_function'])(
    'is not found when it does not exist (test_ops_on_nonexisting_fn[%s])',
    async (operation) => {
      const recorded = matcher(`test_ops_on_nonexisting_fn[${operation}]`, {
        '<nonexisting-fn-name>': 'no-such-function',
      });

      const observed = await observe(lambda, commandFor(operation, { FunctionName: 'no-such-function' }));

      recorded.expectStep('not_found_exception', observed);
    },
  );

  it.each(['get_function_configuration', 'get_function_concurrency', 'delete_function'])(
    'cannot be reached from another region (test_get_function_wrong_region[%s])',
    async (operation) => {
      const recorded = matcher(`test_get_function_wrong_region[${operation}]`, { '<wrong-region>': 'eu-west-1' });
      const FunctionName = 'arn:aws:lambda:eu-west-1:111111111111:function:fn-1';

      const observed = await observe(lambda, commandFor(operation, { FunctionName }));

      recorded.expectStep('wrong_region_exception', observed);
    },
  );

  it.each(['get_function_configuration', 'delete_function'])(
    'wants the same qualifier in the ARN and beside it (test_ops_with_arn_qualifier_mismatch[%s])',
    async (operation) => {
      const recorded = matcher(`test_ops_with_arn_qualifier_mismatch[${operation}]`);
      const FunctionName = 'arn:aws:lambda:us-east-1:111111111111:function:some-function:$LATEST';

      const unequal = await observe(lambda, commandFor(operation, { FunctionName, Qualifier: '1' }));
      const equal = await observe(lambda, commandFor(operation, { FunctionName, Qualifier: '$LATEST' }));

      recorded.expectStep('not_match_exception', unequal);
      recorded.expectStep('match_exception', equal);
    },
  );

  it('is told as missing, not its version (test_delete_on_nonexisting_version)', async () => {
    const recorded = matcher('test_delete_on_nonexisting_version', { '<fn-name>': 'gone' });

    const unqualified = await observe(lambda, new DeleteFunctionCommand({ FunctionName: 'gone' }));
    const qualified = await observe(lambda, new DeleteFunctionCommand({ FunctionName: 'gone', Qualifier: '123' }));

    recorded.expectStep('delete_function_response_non_existent', unqualified);
    recorded.expectStep('delete_function_response_non_existent_with_qualifier', qualified);
  });

  it('takes a name in any form of its own account and region (test_function_arns)', async () => {
    const recorded = matcher('test_function_arns');
    const usual = { Timeout: 30, Environment: { Variables: {} } };
    const create = async (FunctionName: string, content = '1') =>
      observe(
        lambda,
        await createCommand({ FunctionName, ...usual, Code: { ZipFile: await zipOf({ 'handler.py': content }) } }),
      );
    const arn = 'arn:aws:lambda:us-east-1:111111111111:function:';

    recorded.expectStep('create-function-arn-response', created(await create(`${arn}fn-1`)));
    recorded.expectStep(
      'create-function-partial-arn-response',
      created(await create('111111111111:function:fn-2', '2')),
    );
    recorded.expectStep('invalid_function_name_exc', await create('invalid:function:name'));
    recorded.expectStep('long_function_name_exc', await create('a'.repeat(65)));
    recorded.expectStep('long_function_arn_exc', await create(`${arn}${'a'.repeat(140)}`));
    recorded.expectStep(
      'function_arn_other_region_exc',
      await create(`${arn.replace('us-east-1', 'ap-southeast-1')}fn-1`),
    );
    recorded.expectStep(
      'function_arn_other_account_exc',
      await create(`${arn.replace('111111111111', '222222222222')}fn-1`),
    );
  });
});

function matcher(test: string, known: Readonly<Record<string, string>> = {}): RecordingMatcher {
  return new RecordingMatcher(recordingOf('test_lambda_api', `TestLambdaFunction::${test}`), {
    ...knownPlaceholders,
    ...known,
  });
}

/** The recorded fixture that creates functions answers more than CreateFunction does. */
function created(CreateFunctionResponse: unknown): unknown {
  return { CreateEventSourceMappingResponse: null, CreateFunctionResponse };
}

function commandFor(operation: string, input: { readonly FunctionName: string; readonly Qualifier?: string }) {
  switch (operation) {
    case 'get_function':
      return new GetFunctionCommand(input);
    case 'get_function_configuration':
      return new GetFunctionConfigurationCommand(input);
    case 'get_function_concurrency':
      return new GetFunctionConcurrencyCommand(input);
    default:
      return new DeleteFunctionCommand(input);
  }
}
