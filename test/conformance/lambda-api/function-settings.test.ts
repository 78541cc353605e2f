import {
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { createCommand, createImageCommand, knownPlaceholders } from '../../support/lambda-calls.js';
import { type AnyCommand, type Observed, observe } from '../../support/observed-calls.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json and test_lambda.json. */
describe('the settings of a function', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;
  const FunctionName = 'fn-1';

  beforeEach(async () => {
    api = await startAwsApi();
    lambda = api.client();
  });

  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  const send = (command: AnyCommand): Promise<Observed> => observe(lambda, command);
  const getFunction = (): Promise<Observed> => send(new GetFunctionCommand({ FunctionName }));
  const getConfiguration = (): Promise<Observed> => send(new GetFunctionConfigurationCommand({ FunctionName }));

  it('of an image have no runtime, and it stays an image (test_lambda_image_crud)', async () => {
    const uris = ['repository/one:latest', 'repository/two:latest'];
    const recorded = matcher('test_lambda_api', 'TestLambdaImages::test_lambda_image_crud', {
      '<repo_uri>': 'repository/one',
      '<repo_uri_2>': 'repository/two',
    });
    const create = { FunctionName, Code: { ImageUri: uris[0] }, Environment: { Variables: { CUSTOM_ENV: 'test' } } };

    recorded.expectStep('create-image-response', await send(createImageCommand(create)));
    recorded.expectStep('get-function-code-response', await getFunction());
    recorded.expectStep('get-function-config-response', await getConfiguration());
    const ZipFile = await zipOf({ 'handler.py': '1' });
    recorded.expectStep('image-to-zipfile-error', await send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile })));
    const update = new UpdateFunctionCodeCommand({ FunctionName, ImageUri: uris[1] });
    recorded.expectStep('update-function-code-response', await send(update));
    recorded.expectStep('get-function-code-response-after-update', await getFunction());
    recorded.expectStep('get-function-config-response-after-update', await getConfiguration());
  });

  it('of an image are replaced as a whole (test_lambda_image_and_image_config_crud)', async () => {
    const known = { '<repo_uri>': 'repository/one' };
    const recorded = matcher('test_lambda_api', 'TestLambdaImages::test_lambda_image_and_image_config_crud', known);
    const create = createImageCommand({
      FunctionName,
      Code: { ImageUri: 'repository/one:latest' },
      Environment: { Variables: { CUSTOM_ENV: 'test' } },
      ImageConfig: { EntryPoint: ['sh'], Command: ['-c', 'echo test'], WorkingDirectory: '/app1' },
    });
    const update = (ImageConfig: object) => new UpdateFunctionConfigurationCommand({ FunctionName, ImageConfig });

    recorded.expectStep('create-image-with-config-response', await send(create));
    recorded.expectStep('get-function-code-with-config-response', await getFunction());
    recorded.expectStep('get-function-config-with-config-response', await getConfiguration());
    const replaced = await send(update({ Command: ['-c', 'echo test1'], WorkingDirectory: '/app1' }));
    recorded.expectStep('update-function-code-response', replaced);
    recorded.expectStep('get-function-code-response-after-update', await getFunction());
    recorded.expectStep('get-function-config-response-after-update', await getConfiguration());
    recorded.expectStep('update-function-code-delete-imageconfig-response', await send(update({})));
    recorded.expectStep('get-function-code-response-after-delete-imageconfig', await getFunction());
    recorded.expectStep('get-function-config-response-after-delete-imageconfig', await getConfiguration());
  });

  it('keep the log format when only the group changes (test_function_advanced_logging_configuration)', async () => {
    const recorded = matcher('test_lambda_api', 'TestLoggingConfig::test_function_advanced_logging_configuration');
    const create = await createCommand({ ...loggingFunction, LoggingConfig: { LogFormat: 'JSON' } });

    recorded.expectStep('create_response', created(await send(create)));
    recorded.expectStep('get_function_response', await getFunction());
    recorded.expectStep('function_config', await getConfiguration());
    const update = new UpdateFunctionConfigurationCommand({ FunctionName, LoggingConfig: { LogGroup: 'cool_lambda' } });
    recorded.expectStep('updated_config', await send(update));
    recorded.expectStep('received_config', await getConfiguration());
  });

  it.each([
    ['partial_config1', { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG' }],
    ['partial_config2', { LogFormat: 'JSON', SystemLogLevel: 'DEBUG' }],
  ] as const)(
    'fill in the log level that is left out (test_function_partial_advanced_logging_configuration_update[%s])',
    async (name, LoggingConfig) => {
      const test = `TestLoggingConfig::test_function_partial_advanced_logging_configuration_update[${name}]`;
      const recorded = matcher('test_lambda_api', test);

      recorded.expectStep('create_response', created(await send(await createCommand(loggingFunction))));
      recorded.expectStep('get_function_response', await getFunction());
      recorded.expectStep('function_config', await getConfiguration());
      recorded.expectStep(
        'updated_config',
        await send(new UpdateFunctionConfigurationCommand({ FunctionName, LoggingConfig })),
      );
      recorded.expectStep('received_config', await getConfiguration());
    },
  );

  it.each(['java11', 'java17', 'java21', 'python3.12', 'python3.13', 'dotnet10'] as const)(
    'take SnapStart later (test_snapstart_update_function_configuration[%s])',
    async (Runtime) => {
      const test = `TestLambdaSnapStart::test_snapstart_update_function_configuration[${Runtime}]`;
      const recording = recordingOf('test_lambda_api', test);
      const { Handler, MemorySize, Timeout } = recording['create_function_response'] as {
        Handler: string;
        MemorySize: number;
        Timeout: number;
      };
      const recorded = matcher('test_lambda_api', test);

      const created = await send(await createCommand({ FunctionName, Runtime, Handler, MemorySize, Timeout }));
      const update = new UpdateFunctionConfigurationCommand({
        FunctionName,
        SnapStart: { ApplyOn: 'PublishedVersions' },
      });

      recorded.expectStep('create_function_response', created);
      recorded.expectStep('update_function_response', await send(update));
    },
  );

  it('change the architecture with the code (test_mixed_architecture)', async () => {
    const recorded = matcher('test_lambda', 'TestLambdaBehavior::test_mixed_architecture');
    const ZipFile = await zipOf({ 'handler.py': '1' });

    const create = await createCommand({ FunctionName, Timeout: 30, Environment: { Variables: {} } });
    recorded.expectStep('create_function_response', created(await send(create)));
    const update = new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Architectures: ['arm64'] });
    recorded.expectStep('update_function_code_response', await send(update));
  });

  it('show the tags that it was made with in GetFunction (test_create_tag_on_fn_create)', async () => {
    const known = { '<custom-tag>': 'value' };
    const recorded = matcher('test_lambda_api', 'TestLambdaTag::test_create_tag_on_fn_create', known);

    const usual = { FunctionName, Timeout: 30, Environment: { Variables: {} } };
    await send(await createCommand({ ...usual, Tags: { testtag: 'value' } }));

    recorded.expectStep('get_function_result', await getFunction());
  });

  it('may reserve nothing at all (test_lambda_concurrency_crud)', async () => {
    const recorded = matcher('test_lambda', 'TestLambdaConcurrency::test_lambda_concurrency_crud');
    const get = () => send(new GetFunctionConcurrencyCommand({ FunctionName }));
    await send(await createCommand({ FunctionName }));

    recorded.expectStep('get_function_concurrency_default', await get());
    const put = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 });
    recorded.expectStep('put_function_concurrency', await send(put));
    recorded.expectStep('get_function_concurrency_updated', await get());
    await send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    recorded.expectStep('get_function_concurrency_deleted', await get());
  });

  it('show a reservation in GetFunction (test_lambda_concurrency_update)', async () => {
    const recorded = matcher('test_lambda', 'TestLambdaConcurrency::test_lambda_concurrency_update');
    const get = () => send(new GetFunctionConcurrencyCommand({ FunctionName }));
    await send(await createCommand({ FunctionName, Timeout: 30, Environment: { Variables: {} } }));

    const put = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 3 });
    recorded.expectStep('put_function_concurrency', await send(put));
    recorded.expectStep('get_function_concurrency_updated', await get());
    recorded.expectStep('get_function_concurrency_info', await getFunction());
    await send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    recorded.expectStep('get_function_concurrency_deleted', await get());
  });

  it('leave 100 of the account unreserved (test_function_concurrency_limits)', async () => {
    const known = { '<min_unreserved_concurrency>': '100' };
    const recorded = matcher(
      'test_lambda_api',
      'TestLambdaReservedConcurrency::test_function_concurrency_limits',
      known,
    );
    const put = (ReservedConcurrentExecutions: number) =>
      send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
    await send(await createCommand({ FunctionName }));

    recorded.expectStep('put_function_concurrency_account_limit_exceeded', await put(1001));
    recorded.expectStep('put_function_concurrency_below_unreserved_min_value', await put(901));
    expect(await put(900)).toMatchObject({ ReservedConcurrentExecutions: 900 });
  });

  it('of the account have these members (test_account_settings)', async () => {
    const recorded = matcher('test_lambda_api', 'TestLambdaAccountSettings::test_account_settings');

    const { AccountLimit, AccountUsage, ...rest } = await send(new GetAccountSettingsCommand({}));

    const members = (value: unknown) => Object.keys(value as object).sort();
    const named = { AccountLimit: members(AccountLimit), AccountUsage: members(AccountUsage), ...rest };
    recorded.expectStep('acc_settings_modded', named);
  });
});

const loggingFunction = { FunctionName: 'fn-1', MemorySize: 256, Timeout: 5, Environment: { Variables: {} } };

function matcher(file: string, test: string, known: Readonly<Record<string, string>> = {}): RecordingMatcher {
  return new RecordingMatcher(recordingOf(file, test), { ...knownPlaceholders, ...known });
}

/** The recorded fixture that creates functions answers more than CreateFunction does. */
function created(CreateFunctionResponse: Observed): unknown {
  return { CreateEventSourceMappingResponse: null, CreateFunctionResponse };
}
