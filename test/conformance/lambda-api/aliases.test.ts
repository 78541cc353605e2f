import {
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionCommand,
  InvokeCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { formatFunctionArn } from '../../../src/model/index.js';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { succeed } from '../../support/scripted-frontend.js';
import { zipOf } from '../../support/zip.js';

const FunctionName = 'fn-1';
const get = (Qualifier?: string) => new GetFunctionCommand({ FunctionName, Qualifier });
const publish = (input: object = {}) => new PublishVersionCommand({ FunctionName, ...input });

/** Recorded: test_lambda_api.json, TestLambdaAlias and TestLambdaRevisions. */
describe('aliases of a function', () => {
  const session = recordedSession('test_lambda_api');

  it('are not numbers (test_alias_naming)', async () => {
    const { step } = session.play('TestLambdaAlias::test_alias_naming');
    const alias = (Name: string) =>
      new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1', Description: 'custom-alias' });
    const Environment = { Variables: { testenv: 'staging' } };

    await step('create_response', await createCommand({ FunctionName, Handler: 'index.handler', Environment }));
    await step('publish_v1', publish());
    await step('create_alias_date', alias('2024-01-02'));
    await step('get_alias_date', new GetAliasCommand({ FunctionName, Name: '2024-01-02' }));
    await step('create_alias_number_exception', alias('2024'));
  });

  it('point to versions that exist, with one weight at most (test_notfound_and_invalid_routingconfigs)', async () => {
    const { step } = session.play('TestLambdaAlias::test_notfound_and_invalid_routingconfigs');
    const alias = (FunctionVersion: string, weights?: Record<string, number>, input: object = {}) =>
      new CreateAliasCommand({
        FunctionName,
        Name: 'custom',
        FunctionVersion,
        ...(weights !== undefined && { RoutingConfig: { AdditionalVersionWeights: weights } }),
        ...input,
      });
    const Environment = { Variables: { testenv: 'staging' } };

    const create = { FunctionName, Handler: 'index.handler', Environment, Publish: true };
    await step('create_response', await createCommand(create));
    await step('publish_v1', publish());
    const prod = { Variables: { testenv: 'prod' } };
    await session.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: prod }));
    await step('publish_v2', publish());
    await step('routing_config_exc_toomany', alias('1', { '1': 0.5, '2': 0.5 }));
    await step('routing_config_exc_toohigh', alias('1', { '2': 2 }));
    await step('routing_config_exc_subzero', alias('1', { '2': -1 }));
    await step('routing_config_exc_sameversion', alias('1', { '1': 0.5 }));
    await step('target_version_doesnotexist', alias('10', { '2': 0.5 }));
    await step('routing_config_exc_version_doesnotexist', alias('1', { '10': 0.5 }));
    await step('target_version_exc_version_latest', alias('$LATEST', { '1': 0.5 }));
    await step('routing_config_exc_version_latest', alias('1', { $LATEST: 0.5 }));
    const unknown = { FunctionName: `${FunctionName}-unknown` };
    await step('routing_config_exc_fn_doesnotexist', alias('1', { '2': 0.5 }, unknown));
    await step('create-alias-latest', alias('$LATEST', undefined, { Name: 'custom-latest' }));
    const empty = { Name: 'custom-empty-routingconfig', RoutingConfig: { AdditionalVersionWeights: {} } };
    await step('create_alias_empty_routingconfig', alias('1', undefined, empty));
    await step('create_alias_response', alias('1', { '2': 0.5 }));
    await step('routing_config_exc_already_exist', alias('1', { '2': 0.5 }));
    await step('alias_does_not_exist_esc', new GetAliasCommand({ FunctionName, Name: 'non-existent' }));
  });

  it('have revisions of their own (test_function_revisions_version_and_alias)', async () => {
    const { step, createdStep } = session.play('TestLambdaRevisions::test_function_revisions_version_and_alias');
    const create = { FunctionName, Timeout: 30, Environment: { Variables: {} } };
    const Name = 'revision_alias';
    const describeAlias = (RevisionId: string) =>
      new UpdateAliasCommand({ FunctionName, Name, RevisionId, Description: 'something changed' });

    const created = await createdStep('create_function_response_rev1', await createCommand(create));
    const active = await step('get_function_active_rev2', get());
    const RevisionId = (active['Configuration'] as { RevisionId: string }).RevisionId;
    await step('publish_version_revision_exception', publish({ RevisionId: created['RevisionId'] }));
    await step('publish_version_response_rev_v1', publish({ RevisionId }));
    await step('get_function_published_version_rev_v2', get('1'));
    await step('get_function_latest_rev3', get());
    const made = await step(
      'create_alias_response_rev_a1',
      new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1' }),
    );
    await step('get_function_published_version_rev_v3', get('1'));
    await step('get_function_latest_rev4', get());
    await step('update_alias_revision_exception', describeAlias('wrong'));
    await step('update_alias_response_rev_a2', describeAlias(made['RevisionId'] as string));
  });
});

/** Recorded: test_lambda.json, TestLambdaAliases. */
describe('invocations of an alias', () => {
  const session = recordedSession('test_lambda');
  const Name = 'alias1';

  it('move with it (test_lambda_alias_moving)', async () => {
    const { step } = session.play('TestLambdaAliases::test_lambda_alias_moving');
    const Payload = Buffer.from('{}');
    session.api.frontend.script = (request) => {
      const version_from_ctx = session.api.frontend.check(request).executedVersion;
      const invoked_arn = formatFunctionArn(request.target);
      return succeed(JSON.stringify({ invoked_arn, version_from_ctx, version_id: `version${version_from_ctx}` }));
    };
    const onAlias = () => new InvokeCommand({ FunctionName, Qualifier: Name, Payload });

    await step('create_response', await createCommand({ FunctionName, Description: 'No version :(' }));
    await session.send(publish());
    await step('create_alias_response', new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1' }));
    await step('invocation_result_qualifier_v1', onAlias());
    const FunctionArn = `arn:aws:lambda:us-east-1:111111111111:function:${FunctionName}:${Name}`;
    await step('invocation_result_qualifier_v1_arn', new InvokeCommand({ FunctionName: FunctionArn, Payload }));
    const ZipFile = await zipOf({ 'handler.py': '2' });
    await step('update_lambda_response', new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    await step('invocation_result_qualifier_v1_after_update', onAlias());
    await step('second_publish_response', publish({ Description: 'Second version description :)' }));
    await step('invocation_result_qualifier_v1_after_publish', onAlias());
    await step('update_alias_response', new UpdateAliasCommand({ FunctionName, Name, FunctionVersion: '2' }));
    await step('invocation_result_qualifier_v2', onAlias());
    const Qualifier = 'non-existent-alias';
    await step('invocation_exc_not_existent', new InvokeCommand({ FunctionName, Qualifier, Payload }));
  });

  it('go to the other version by its weight (test_alias_routingconfig)', async () => {
    const { step } = session.play('TestLambdaAliases::test_alias_routingconfig', {
      '<resource:1>': `${FunctionName}:${Name}`,
    });
    await session.send(await createCommand({ FunctionName, Publish: true }));
    const ZipFile = await zipOf({ 'handler.py': '2' });
    await session.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }));
    const RoutingConfig = { AdditionalVersionWeights: { '2': 0.5 } };

    await step(
      'create_alias_response',
      new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1', RoutingConfig }),
    );

    const executed: unknown[] = [];
    for (let count = 0; count < 100; count += 1) {
      const { ExecutedVersion } = await session.send(new InvokeCommand({ FunctionName, Qualifier: Name }));
      executed.push(ExecutedVersion);
    }
    expect(new Set(executed)).toEqual(new Set(['1', '2']));
  });
});
