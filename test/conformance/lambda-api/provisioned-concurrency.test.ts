import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

const FunctionName = 'fn-1';
const put = (Qualifier: string, ProvisionedConcurrentExecutions: number) =>
  new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier, ProvisionedConcurrentExecutions });
const get = (Qualifier: string) => new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier });
const remove = (Qualifier: string) => new DeleteProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier });
const alias = (Name: string) => new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1' });

/** Recorded: test_lambda_api.json, TestLambdaProvisionedConcurrency. */
describe('provisioned concurrency', () => {
  const session = recordedSession('test_lambda_api');

  it('is a version’s or an alias’s, not both (test_lambda_provisioned_lifecycle)', async () => {
    const Name = 'alias_name';
    const test = 'TestLambdaProvisionedConcurrency::test_lambda_provisioned_lifecycle';
    const { step } = session.play(test, { '<alias-name>': Name });
    await session.send(await createCommand({ FunctionName, Timeout: 30, Environment: { Variables: {} } }));

    await step('publish_version_result', new PublishVersionCommand({ FunctionName }));
    await step('create_alias_result', alias(Name));
    await step('put_provisioned_on_version', put('1', 1));
    await step('put_provisioned_on_alias_versionconflict', put(Name, 1));
    await step('delete_provisioned_version', remove('1'));
    await step('get_provisioned_version_postdelete', get('1'));
    await step('put_provisioned_on_alias', put(Name, 1));
    await step('put_provisioned_on_version_conflict', put('1', 1));
    await step('delete_alias_result', new DeleteAliasCommand({ FunctionName, Name }));
    await step('list_response_postdeletes', new ListProvisionedConcurrencyConfigsCommand({ FunctionName }));
    await step('get_provisioned_alias_postaliasdelete', get(Name));
  });
});

/** Developer guide, "Improving startup performance with Lambda SnapStart". */
describe('a version with a snapshot', () => {
  const session = recordedSession('test_lambda_api');

  it('has no provisioned concurrency', async () => {
    const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
    await session.send(await createCommand({ FunctionName, Runtime: 'java21', SnapStart, Publish: true }));

    expect(await session.send(put('1', 1))).toMatchObject({ Error: { Code: 'InvalidParameterValueException' } });
    expect(await session.send(get('1'))).toMatchObject({
      Error: { Code: 'ProvisionedConcurrencyConfigNotFoundException' },
    });
  });
});

/** Recorded: test_lambda.json, TestLambdaConcurrency. */
describe('provisioned sandboxes', () => {
  let allocated = 0;
  const session = recordedSession('test_lambda', {
    provisionedSandboxes: {
      progressOf: ({ requested }) => ({
        allocated,
        available: allocated,
        status: allocated === requested ? 'READY' : 'IN_PROGRESS',
      }),
    },
  });

  it.each([
    ['test_provisioned_concurrency', '1'],
    ['test_provisioned_concurrency_on_alias', 'alias-1'],
  ])('are counted until they are ready (%s)', async (test, qualifier) => {
    const { step } = session.play(`TestLambdaConcurrency::${test}`);
    await session.send(await createCommand({ FunctionName, Publish: true }));
    if (qualifier !== '1') await session.send(alias(qualifier));
    allocated = 0;

    await step('put_provisioned_5', put(qualifier, 5));
    await step('get_provisioned_prewait', get(qualifier));
    allocated = 5;
    await step('get_provisioned_postwait', get(qualifier));
  });

  it('are no more than the function’s reservation (test_reserved_provisioned_overlap)', async () => {
    const { step } = session.play('TestLambdaConcurrency::test_reserved_provisioned_overlap');
    const reserve = (ReservedConcurrentExecutions: number) =>
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions });
    await session.send(await createCommand({ FunctionName, Timeout: 10, Publish: true }));
    allocated = 0;

    await step('put_provisioned_5', put('1', 2));
    await step('get_provisioned_prewait', get('1'));
    allocated = 2;
    await step('get_provisioned_postwait', get('1'));
    await step('reserved_lower_than_provisioned_exc', reserve(1));
    await session.send(reserve(2));
    await step('get_concurrency', new GetFunctionConcurrencyCommand({ FunctionName }));
    await step('reserved_equals_provisioned_increase_provisioned_exc', put('1', 3));
    await session.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 15 }));
    await session.send(new PublishVersionCommand({ FunctionName }));
    await step('reserved_equals_provisioned_another_provisioned_exc', put('2', 1));
  });
});
