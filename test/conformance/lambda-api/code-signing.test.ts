import {
  type CodeSigningPolicy,
  CreateCodeSigningConfigCommand,
  DeleteCodeSigningConfigCommand,
  DeleteFunctionCodeSigningConfigCommand,
  GetCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  PutFunctionCodeSigningConfigCommand,
  UpdateCodeSigningConfigCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

/** Recorded: test_lambda_api.json, TestCodeSigningConfig and TestLambdaFunction. */
describe('code signing configurations', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const missingArn = 'arn:aws:lambda:us-east-1:111111111111:code-signing-config:csc-0123456789abcdef0';
  const create = () =>
    new CreateCodeSigningConfigCommand({
      Description: 'Testing CodeSigning Config',
      AllowedPublishers: {
        SigningProfileVersionArns: ['arn:aws:signer:us-east-1:111111111111:/signing-profiles/test'],
      },
      CodeSigningPolicies: policy('Enforce'),
    });
  const get = (CodeSigningConfigArn: string) => new GetCodeSigningConfigCommand({ CodeSigningConfigArn });
  const update = (CodeSigningConfigArn: string, input: object = {}) =>
    new UpdateCodeSigningConfigCommand({ CodeSigningConfigArn, ...input });
  const remove = (CodeSigningConfigArn: string) => new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn });
  const listFunctions = (CodeSigningConfigArn: string) =>
    new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn });
  const put = (CodeSigningConfigArn: string, name = FunctionName) =>
    new PutFunctionCodeSigningConfigCommand({ CodeSigningConfigArn, FunctionName: name });
  const getOfFunction = (name = FunctionName) => new GetFunctionCodeSigningConfigCommand({ FunctionName: name });
  const removeOfFunction = (name = FunctionName) => new DeleteFunctionCodeSigningConfigCommand({ FunctionName: name });

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it('are bound to functions and taken off (test_function_code_signing_config)', async () => {
    const { step, matcher } = session.play('TestCodeSigningConfig::test_function_code_signing_config');

    const created = await step('create_code_signing_config', create());
    const { CodeSigningConfigArn: arn } = created['CodeSigningConfig'] as { CodeSigningConfigArn: string };
    await step('update_code_signing_config', update(arn, { CodeSigningPolicies: policy('Warn') }));
    await step('get_code_signing_config', get(arn));
    await step('put_function_code_signing_config', put(arn));
    await step('get_function_code_signing_config', getOfFunction());
    const listed = await session.send(new ListCodeSigningConfigsCommand({}));
    matcher.expectStep('list_code_signing_configs', (listed['CodeSigningConfigs'] as readonly unknown[])[0]);
    await step('list_functions_by_code_signing_config', listFunctions(arn));
    await step('delete_function_code_signing_config', removeOfFunction());
    await step('delete_code_signing_config', remove(arn));
  });

  it('are refused as AWS refuses them (test_code_signing_not_found_excs)', async () => {
    const known = { '<csc_arn_invalid>': missingArn };
    const { step } = session.play('TestCodeSigningConfig::test_code_signing_not_found_excs', known);
    const missing = 'csc-test-doesnotexist';

    const created = await step('create_code_signing_config', create());
    const { CodeSigningConfigArn: arn } = created['CodeSigningConfig'] as { CodeSigningConfigArn: string };
    await step('delete_csc_notfound', remove(missingArn));
    await step('delete_function_csc_fnnotfound', removeOfFunction(missing));
    await step('nothing_to_delete_response', removeOfFunction());
    await step('get_csc_invalid', get(missingArn));
    await step('get_function_csc_nonexistingfn', getOfFunction(missing));
    await step('get_function_csc_fnwithoutcsc', getOfFunction());
    await step('put_function_csc_invalid_fnname', put(arn, missing));
    await step('put_function_csc_invalid_csc_arn', put(missingArn));
    await step('put_function_csc_invalid_both', put(missingArn, missing));
    await step('update_csc_invalid_csc_arn', update(missingArn, { Description: 'new Description' }));
    await step('update_csc_noupdates', update(missingArn));
    await step('update_csc_noupdate_response', update(arn));
    await step('list_functions_by_csc_invalid_cscarn', listFunctions(missingArn));
    await step('list_functions_by_csc_fnwithoutcsc', listFunctions(arn));
  });

  it('of a function that is not there are not found (test_ops_on_nonexisting_fn[get_function_code_signing_config])', async () => {
    const test = 'TestLambdaFunction::test_ops_on_nonexisting_fn[get_function_code_signing_config]';
    const { step } = session.play(test, { '<nonexisting-fn-name>': 'no-such-function' });

    await step('not_found_exception', getOfFunction('no-such-function'));
  });

  it('of a function elsewhere cannot be reached (test_get_function_wrong_region[get_function_code_signing_config])', async () => {
    const test = 'TestLambdaFunction::test_get_function_wrong_region[get_function_code_signing_config]';
    const { step } = session.play(test, { '<wrong-region>': 'eu-west-1' });

    await step('wrong_region_exception', getOfFunction('arn:aws:lambda:eu-west-1:111111111111:function:fn-1'));
  });
});

function policy(UntrustedArtifactOnDeployment: CodeSigningPolicy) {
  return { UntrustedArtifactOnDeployment };
}
