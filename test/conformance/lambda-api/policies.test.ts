import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import type { Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordingOf } from '../../support/recordings.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json, TestLambdaPermissions and TestLambdaRevisions. The recordings show policies parsed. */
describe('the policy of a function', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const resource = { '<resource:1>': FunctionName };
  const bucket = 'arn:aws:s3:::bucket-1';
  const create = { FunctionName, Timeout: 30, Environment: { Variables: {} } };

  const add = (StatementId: string, Principal: string, input: Partial<AddPermissionCommandInput> = {}) =>
    new AddPermissionCommand({ FunctionName, Action: 'lambda:InvokeFunction', StatementId, Principal, ...input });
  const addBucket = (StatementId: string, input: object = {}) =>
    add(StatementId, 's3.amazonaws.com', { SourceArn: bucket, ...input });
  const getPolicy = (Qualifier?: string) => new GetPolicyCommand({ FunctionName, Qualifier });

  it('grants what was added (test_add_lambda_permission_aws)', async () => {
    const { createdStep, parsedStep } = play('test_add_lambda_permission_aws', { '<resource:3>': 'bucket-1' });

    await createdStep('create_lambda', await createCommand(create));
    await parsedStep('add_permission', addBucket('s3'));
    await parsedStep('get_policy', getPolicy());
  });

  it('spells principals and conditions as AWS does (test_add_lambda_permission_fields)', async () => {
    const known = { ...resource, '<resource:2>': 'root', '<resource:3>': 'bucket-1' };
    const { parsedStep } = play('test_add_lambda_permission_fields', known);
    await session.send(await createCommand(create));
    const SourceAccount = '111111111111';

    await parsedStep('add_permission_principal_wildcard', add('wilcard', '*', { SourceAccount }));
    await parsedStep('add_permission_principal_service', add('lambda', 'lambda.amazonaws.com', { SourceAccount }));
    await parsedStep('add_permission_principal_account', add('account-id', SourceAccount));
    const user = 'arn:aws:iam::111111111111:user/someone';
    await parsedStep('add_permission_principal_arn', add('user-arn', user, { SourceAccount }));
    const url = {
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
      PrincipalOrgID: 'o-1234567890',
    } as const;
    await parsedStep(
      'add_permission_optional_fields',
      add('urlPermission', '*', { ...url, SourceArn: bucket, SourceAccount }),
    );
    const EventSourceToken = 'amzn1.ask.skill.xxxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';
    await parsedStep('add_permission_alexa_skill', add('alexaSkill', '*', { EventSourceToken }));
  });

  it('keeps the order of its statements (test_create_multiple_lambda_permissions)', async () => {
    const { parsedStep } = play('test_create_multiple_lambda_permissions', resource);
    await session.send(await createCommand(create));

    await parsedStep('add_permission_response_1', add('logs', 'logs.amazonaws.com'));
    await parsedStep('add_permission_response_2', add('kinesis', 'kinesis.amazonaws.com'));
    await parsedStep('policy_after_2_add', getPolicy());
  });

  it('loses statements one by one, and is gone with the last (test_remove_multi_permissions)', async () => {
    const { step, parsedStep } = play('test_remove_multi_permissions', { ...resource, '<resource:2>': 'bucket-1' });
    const remove = (StatementId: string) => new RemovePermissionCommand({ FunctionName, StatementId });
    await session.send(await createCommand(create));

    await parsedStep('add_permission_1', add('s3', 's3.amazonaws.com'));
    await parsedStep('add_permission_2', add('sqs', 'sqs.amazonaws.com', { SourceArn: bucket }));
    await parsedStep('policy_after_2_add', getPolicy());
    await step('remove_permission_exception_nonexisting_sid', remove('non-existent'));
    await session.send(remove('sqs'));
    await parsedStep('policy_after_removal', getPolicy());
    await parsedStep('policy_after_removal_attempt', getPolicy());
    await session.send(remove('s3'));
    await step('get_policy_exception_removed_all', getPolicy());
  });

  it('is each qualifier’s own, with its own revision (test_lambda_permission_fn_versioning)', async () => {
    const { step, parsedStep } = play('test_lambda_permission_fn_versioning', { '<resource:1>': 'bucket-1' });
    const Name = 'permission-alias';
    await session.send(await createCommand(create));

    await parsedStep('add_permission', addBucket('s3'));
    await parsedStep('get_policy', getPolicy());
    await step('publish_version_result', new PublishVersionCommand({ FunctionName }));
    await step('get_function_result_after_publishing', new GetFunctionCommand({ FunctionName }));
    await parsedStep('get_policy_after_publishing_latest', getPolicy());
    await step('get_policy_after_publishing_new_version', getPolicy('1'));
    await session.send(addBucket('s3', { Qualifier: '1' }));
    await parsedStep('get_policy_version', getPolicy('1'));
    const alias = await step(
      'create_alias_response',
      new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1' }),
    );
    await step('get_alias', new GetAliasCommand({ FunctionName, Name }));
    await step('add_permission_alias_revision_exception', addBucket('s3', { Qualifier: Name, RevisionId: 'wrong' }));
    await session.send(addBucket('s3', { Qualifier: Name, RevisionId: alias['RevisionId'] as string }));
    await parsedStep('get_policy_alias', getPolicy(Name));
    await parsedStep('get_policy_after_adding_to_new_version', getPolicy());
    await session.send(addBucket('s3_2'));
    await parsedStep('get_policy_after_adding_2', getPolicy());
  });

  it('is not changed for an old revision (test_function_revisions_permissions)', async () => {
    const test = 'TestLambdaRevisions::test_function_revisions_permissions';
    const recorded = recordingOf('test_lambda_api', test)['add_permission_revision_exception'] as Observed;
    // Recorded with every header there was.
    const answered = { ...recorded, ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 412 } };
    await session.send(await createCommand(create));
    await session.send(addBucket('s3'));
    const ZipFile = await zipOf({ 'handler.py': '2' });
    await session.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));

    expect(await session.send(addBucket('s3_2', { RevisionId: 'wrong' }))).toEqual(answered);
  });

  function play(test: string, known: Readonly<Record<string, string>>) {
    const played = session.play(`TestLambdaPermissions::${test}`, known);
    const parsedStep = async (name: string, command: Parameters<typeof session.send>[0]): Promise<void> => {
      played.matcher.expectStep(name, parsed(await session.send(command)));
    };
    return { ...played, parsedStep };
  }
});

function parsed(observed: Observed): Observed {
  const members = ['Policy', 'Statement'].flatMap((name) =>
    typeof observed[name] === 'string' ? [[name, JSON.parse(observed[name]) as unknown] as const] : [],
  );
  return { ...observed, ...Object.fromEntries(members) };
}
