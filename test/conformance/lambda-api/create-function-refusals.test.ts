import { type CreateFunctionCommandInput, type LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { createCommand, knownPlaceholders } from '../../support/lambda-calls.js';
import { type Observed, observe } from '../../support/observed-calls.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json. */
describe('what CreateFunction refuses', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;

  beforeAll(async () => {
    api = await startAwsApi({ runtimePolicy: 'aws' });
    lambda = api.client();
  });

  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  const create = async (input: Partial<CreateFunctionCommandInput>): Promise<Observed> =>
    observe(lambda, await createCommand({ ...input, FunctionName: input.FunctionName ?? 'refused' }));

  it('a role, runtime, architecture or zip that is none (test_create_lambda_exceptions)', async () => {
    const recorded = matcher('TestLambdaFunction::test_create_lambda_exceptions');
    const architectures = (...names: string[]) => ({
      Architectures: names as CreateFunctionCommandInput['Architectures'],
    });
    const runtime = (name: string) => ({ Runtime: name as CreateFunctionCommandInput['Runtime'] });

    recorded.expectStep('invalid_role_arn_exc', await create({ Role: 'r1' }));
    recorded.expectStep('invalid_runtime_exc', await create(runtime('non-existent-runtime')));
    recorded.expectStep('uppercase_runtime_exc', await create(runtime('PYTHON3.9')));
    recorded.expectStep('multiple_architectures', await create(architectures('x86_64', 'arm64')));
    recorded.expectStep('uppercase_architecture', await create(architectures('X86_64')));
    recorded.expectStep('invalid_zip_exc', await create({ Code: { ZipFile: Buffer.from('this is not a zipfile') } }));
  });

  it.each(['nodejs12.x', 'nodejs14.x', 'python3.7', 'dotnetcore3.1'] as const)(
    'a runtime that AWS blocks (test_create_deprecated_function_runtime_with_validation_enabled[%s])',
    async (Runtime) => {
      const test = `TestRuntimeValidation::test_create_deprecated_function_runtime_with_validation_enabled[${Runtime}]`;

      matcher(test).expectStep('deprecation_error', await create({ Runtime }));
    },
  );

  it('a subnet id that is none (test_invalid_vpc_config_subnet, invalid format)', async () => {
    const recorded = matcher('TestLambdaFunction::test_invalid_vpc_config_subnet');

    const observed = await create({ VpcConfig: { SubnetIds: ['bad-format-1'], SecurityGroupIds: ['sg-1'] } });

    recorded.expectStep('create-response-invalid-format-subnet-id', observed);
  });

  it('a security group id that is none (test_invalid_vpc_config_security_group, invalid format)', async () => {
    const recorded = matcher('TestLambdaFunction::test_invalid_vpc_config_security_group');

    const observed = await create({ VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['bad-format-1'] } });

    recorded.expectStep('create-response-invalid-format-security-group', observed);
  });

  it('a SnapStart setting that is none (test_snapstart_exceptions)', async () => {
    const recorded = matcher('TestLambdaSnapStart::test_snapstart_exceptions');

    const observed = await create({ Runtime: 'java17', SnapStart: { ApplyOn: 'invalidOption' as 'None' } });

    recorded.expectStep('create_function_invalid_snapstart_apply', observed);
  });

  it('a request of more than 70,167,211 bytes (test_oversized_request_create_lambda)', async () => {
    const recorded = matcher('TestLambdaSizeLimits::test_oversized_request_create_lambda');

    const observed = await create({ Code: { ZipFile: Buffer.alloc(53_000_000) } });

    recorded.expectStep('invalid_param_exc', observed);
  });

  it('a zip of more than 52,428,800 bytes (test_oversized_zipped_create_lambda)', async () => {
    const recorded = matcher('TestLambdaSizeLimits::test_oversized_zipped_create_lambda');

    const observed = await create({ Code: { ZipFile: randomBytes(52_428_801) } });

    recorded.expectStep('invalid_param_exc', observed);
  });

  it('a zip that unzips to 262,144,000 bytes or more (test_oversized_unzipped_lambda)', async () => {
    const recorded = matcher('TestLambdaSizeLimits::test_oversized_unzipped_lambda');
    const ZipFile = await zipOf({ 'large.bin': '\0'.repeat(262_144_000) });

    recorded.expectStep('invalid_param_exc', await create({ Code: { ZipFile } }));
  });

  it('an environment of more than 4 KB (test_large_environment_variables_fails, …_multiple_keys)', async () => {
    const tooLarge = 'x'.repeat(4096 - '{"LARGE_VAR":""}'.length + 1);
    const one = matcher('TestLambdaSizeLimits::test_large_environment_variables_fails');
    const several = matcher('TestLambdaSizeLimits::test_large_environment_fails_multiple_keys');

    const withOne = await create({ Environment: { Variables: { LARGE_VAR: tooLarge } } });
    const second = { SMALL_VAR: 'ok', LARGE_VAR: tooLarge.slice('"SMALL_VAR":"ok",'.length) };
    const withTwo = await create({ Environment: { Variables: second } });

    one.expectStep('failed_create_fn_result', withOne);
    several.expectStep('failured_create_fn_result_multi_key', withTwo);
  });

  it('not an environment of exactly 4 KB (test_lambda_envvars_near_limit_succeeds)', async () => {
    const recorded = matcher('TestLambdaSizeLimits::test_lambda_envvars_near_limit_succeeds');
    const LARGE_VAR = 'x'.repeat(4096 - '{"LARGE_VAR":""}'.length);

    const input = { FunctionName: 'large-environment', Timeout: 30, Environment: { Variables: { LARGE_VAR } } };
    const CreateFunctionResponse = await create(input);

    recorded.expectStep('successful_create_fn_result', {
      CreateEventSourceMappingResponse: null,
      CreateFunctionResponse,
    });
  });

  it('not a large function within the limits (test_large_lambda)', async () => {
    const recorded = matcher('TestLambdaSizeLimits::test_large_lambda');
    const ZipFile = await zipOf({ 'handler.py': '\0'.repeat(200_000_000) });

    const observed = await create({ FunctionName: 'large-function', Timeout: 10, Code: { ZipFile } });

    recorded.expectStep('create_function_large_zip', observed);
  });
});

function matcher(test: string): RecordingMatcher {
  return new RecordingMatcher(recordingOf('test_lambda_api', test), knownPlaceholders);
}
