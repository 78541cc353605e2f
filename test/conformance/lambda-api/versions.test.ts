import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, it } from '@jest/globals';
import { createCommand, createImageCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordingOf } from '../../support/recordings.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json, TestLambdaVersions, TestLambdaImages, TestLambdaSnapStart. */
describe('versions of a function', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const create = { FunctionName, Handler: 'index.handler' };
  const get = (Qualifier?: string) => new GetFunctionCommand({ FunctionName, Qualifier });
  const publish = (input: object = {}) => new PublishVersionCommand({ FunctionName, ...input });
  const list = () => new ListVersionsByFunctionCommand({ FunctionName });
  const describeAs = (Description: string) => new UpdateFunctionConfigurationCommand({ FunctionName, Description });

  it('are published on create, and not again while nothing changes (test_publish_version_on_create)', async () => {
    const { step } = session.play('TestLambdaVersions::test_publish_version_on_create');

    await step('create_response', await createCommand({ ...create, Publish: true }));
    await step('get_function_result', get());
    await step('get_function_version_result', get('1'));
    await step('get_function_latest_result', get('$LATEST'));
    await step('list_versions_result', list());
    await step('repeated_publish_response', publish());
    await step('list_versions_result_after_publish', list());
  });

  it('keep what they were published with (test_version_lifecycle)', async () => {
    const { step } = session.play('TestLambdaVersions::test_version_lifecycle');

    await step('create_response', await createCommand({ ...create, Description: 'No version :(' }));
    await step('get_function_result', get());
    await step('list_versions_result', list());
    await step('first_update_response', describeAs('First version :)'));
    await step('first_update_get_function', get());
    await step('first_publish_response', publish({ Description: 'First version description :)' }));
    await step('first_publish_get_function', get('1'));
    await step(
      'first_publish_get_function_config',
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: '1' }),
    );
    await step('second_update_response', describeAs('Second version :))'));
    await step('first_publish_get_function_after_update', get('1'));
    await step('second_publish_response', publish());
    await step('third_publish_response', publish({ Description: 'Third version description :)))' }));
    await step('list_versions_result_after_third_publish', list());
    await session.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }));
    await step('list_versions_result_after_deletion_of_first_version', list());
  });

  it('are not published for an old revision (test_publish_with_wrong_revisionid)', async () => {
    const { step } = session.play('TestLambdaVersions::test_publish_with_wrong_revisionid');

    await session.send(await createCommand(create));
    await step('publish_wrong_revisionid_exc', publish({ RevisionId: 'doesntexist' }));
  });

  it('are not published for other code (test_publish_with_wrong_sha256)', async () => {
    const { step } = session.play('TestLambdaVersions::test_publish_with_wrong_sha256');

    await step('create_response', await createCommand(create));
    const got = await step('get_fn_response', get());
    await step('publish_wrong_sha256_exc', publish({ CodeSha256: 'somenonexistentsha256' }));
    const { CodeSha256 } = got['Configuration'] as { CodeSha256: string };
    await step('publish_result', publish({ CodeSha256 }));
  });

  it('of an image are as those of a zip (test_lambda_image_versions)', async () => {
    const { step } = session.play('TestLambdaImages::test_lambda_image_versions', { '<repo_uri>': 'repository/app' });
    const Environment = { Variables: { CUSTOM_ENV: 'test' } };

    await step('create_image_response', createImageCommand({ FunctionName, Environment, Publish: true }));
    await step('get_function_result', get());
    await step('list_versions_result', list());
    await step('first_update_response', describeAs('Second version :)'));
    const updated = await step('first_update_get_function', get());
    const { CodeSha256 } = updated['Configuration'] as { CodeSha256: string };
    const Description = 'Second version description :)';
    await step('first_publish_response', publish({ CodeSha256, Description }));
    await step('second_update_response', describeAs('Third version :)'));
    await step('second_update_get_function', get());
    await step('invalid_sha_publish', publish({ CodeSha256: 'a'.repeat(64), Description: 'no' }));
    await step('second_publish_response', publish({ CodeSha256, Description: 'Third version description :)' }));
  });

  it.each(['java11', 'java17', 'java25', 'python3.13', 'dotnet8'] as const)(
    'do without SnapStart where nobody asked for it (test_snapstart_lifecycle[%s])',
    async (Runtime) => {
      const test = `TestLambdaSnapStart::test_snapstart_lifecycle[${Runtime}]`;
      const { step } = session.play(test);
      const recorded = recordingOf('test_lambda_api', test)['create_function_response'] as {
        Handler: string;
        MemorySize: number;
        Timeout: number;
      };
      const { Handler, MemorySize, Timeout } = recorded;

      await step(
        'create_function_response',
        await createCommand({ FunctionName, Runtime, Handler, MemorySize, Timeout }),
      );
      await session.send(publish({ Description: 'version1' }));
      await step('get_function_response_latest', get());
      await step('get_function_response_version_1', get('1'));
    },
  );

  it('are not there to be deleted where there is no function (test_delete_on_nonexisting_version)', async () => {
    const known = { '<fn-name>': 'no-such-function' };
    const { step } = session.play('TestLambdaFunction::test_delete_on_nonexisting_version', known);
    const name = 'no-such-function';

    await step('delete_function_response_non_existent', new DeleteFunctionCommand({ FunctionName: name }));
    const qualified = new DeleteFunctionCommand({ FunctionName: name, Qualifier: '1' });
    await step('delete_function_response_non_existent_with_qualifier', qualified);
  });
});

/** Recorded: test_lambda.json, TestLambdaVersions. */
describe('versions with other code', () => {
  const session = recordedSession('test_lambda');
  const FunctionName = 'fn-1';

  it('are numbered and qualified as they are made (test_lambda_versions_with_code_changes)', async () => {
    const { step } = session.play('TestLambdaVersions::test_lambda_versions_with_code_changes');
    const code = async (Publish: boolean) =>
      new UpdateFunctionCodeCommand({
        FunctionName,
        ZipFile: await zipOf({ 'index.py': String(Math.random()) }),
        Publish,
      });
    const publish = (Description: string) => new PublishVersionCommand({ FunctionName, Description });

    const create = { FunctionName, Description: 'No version :(' };
    await step('create_response', await createCommand(create));
    await step('first_publish_response', publish('First version description :)'));
    await step('update_lambda_response', await code(false));
    await step('second_publish_response', publish('Second version description :)'));
    await step('update_lambda_response_with_publish', await code(true));
  });
});
