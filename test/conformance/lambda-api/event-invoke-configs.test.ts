import {
  CreateAliasCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  ListFunctionEventInvokeConfigsCommand,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

/** Recorded: test_lambda_api.json, TestLambdaEventInvokeConfig and TestLambdaFunction. */
describe('event invoke configurations', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const functionArn = `arn:aws:lambda:us-east-1:111111111111:function:${FunctionName}`;
  const create = { FunctionName, Timeout: 30, Environment: { Variables: {} } };
  const lookUp = (input: object = {}) => ({ FunctionName, ...input });
  const put = (input: object) => new PutFunctionEventInvokeConfigCommand(lookUp(input));
  const update = (input: object) => new UpdateFunctionEventInvokeConfigCommand(lookUp(input));
  const get = (input: object = {}) => new GetFunctionEventInvokeConfigCommand(lookUp(input));
  const remove = (input: object = {}) => new DeleteFunctionEventInvokeConfigCommand(lookUp(input));
  const list = (input: object = {}) => new ListFunctionEventInvokeConfigsCommand(lookUp(input));

  it('replace on put and merge on update (test_lambda_eventinvokeconfig_lifecycle)', async () => {
    const { step } = session.play('TestLambdaEventInvokeConfig::test_lambda_eventinvokeconfig_lifecycle');
    await session.send(await createCommand(create));

    await step('put_invokeconfig_retries_0', put({ MaximumRetryAttempts: 0 }));
    await step('put_invokeconfig_eventage_60', put({ MaximumEventAgeInSeconds: 60 }));
    await step('update_invokeconfig_eventage_nochange', update({ MaximumEventAgeInSeconds: 60 }));
    await step('update_invokeconfig_retries', update({ MaximumRetryAttempts: 1 }));
    await step('get_invokeconfig', get());
    await step('list_single_invokeconfig', list());
    await step('publish_version_result', new PublishVersionCommand({ FunctionName }));
    await step('get_invokeconfig_postpublish', get({ Qualifier: '1' }));
    await step('put_published_invokeconfig', put({ Qualifier: '1', MaximumEventAgeInSeconds: 120 }));
    await step('get_published_invokeconfig', get({ Qualifier: '1' }));
    await step('get_invokeconfig_latest', get({ Qualifier: '$LATEST' }));
    await session.send(remove());
    await step('list_paging_nolimit_postdelete', list());
  });

  it('are refused as AWS refuses them (test_lambda_eventinvokeconfig_exceptions)', async () => {
    const known = { '<resource:5>': 'fn-2' };
    const { step } = session.play('TestLambdaEventInvokeConfig::test_lambda_eventinvokeconfig_exceptions', known);
    const alias = 'eventinvokealias';
    const retries = { MaximumRetryAttempts: 1 };
    const failureTo = (Destination?: string) => ({ DestinationConfig: { OnFailure: { Destination } } });
    const successTo = (Destination?: string) => ({ DestinationConfig: { OnSuccess: { Destination } } });
    await session.send(await createCommand(create));
    await session.send(await createCommand({ ...create, FunctionName: 'fn-2' }));

    await step('fn_version_result', new PublishVersionCommand({ FunctionName }));
    await step('fn_alias_result', new CreateAliasCommand({ FunctionName, Name: alias, FunctionVersion: '1' }));
    const missing = { FunctionName: 'doesnotexist' };
    const missingArn = { FunctionName: functionArn.replace(FunctionName, 'doesnotexist') };
    await step('put_functionname_name_notfound', put({ ...missing, ...retries }));
    await step('put_functionname_arn_notfound', put({ ...missingArn, ...retries }));
    await step('put_functionname_nootherargs', put({ ...missing }));
    await step('put_destination_lambda_doesntexist', put(successTo(missingArn.FunctionName)));
    await step('put_destination_recursive', put(successTo(functionArn)));
    await step('put_destination_other_lambda', put(successTo(functionArn.replace(FunctionName, 'fn-2'))));
    await step('put_destination_invalid_service_arn', put(successTo(functionArn.replace(':lambda:', ':iam:'))));
    await step('put_destination_success_no_destination_arn', put(successTo()));
    await step('put_destination_failure_no_destination_arn', put(failureTo()));
    await step('put_destination_invalid_arn_pattern', put(failureTo(functionArn.replace(':lambda:', ':_-/!lambda:'))));

    await step('put_destination_latest', put(retries));
    await step('put_destination_latest_explicit_qualifier', put({ Qualifier: '$LATEST', ...retries }));
    await step('put_destination_version', put({ Qualifier: '1', ...retries }));
    const shorthand = (qualifier: string) => ({ FunctionName: `${FunctionName}:${qualifier}`, ...retries });
    const arn = (qualifier: string) => ({ FunctionName: `${functionArn}:${qualifier}`, ...retries });
    await step('put_alias_functionname_qualifier', put({ Qualifier: alias, ...retries }));
    await step('put_alias_qualifiedarn', put(arn(alias)));
    await step('put_alias_qualifiedarn_qualifier', put({ ...arn(alias), Qualifier: alias }));
    await step('put_alias_qualifiedarn_qualifierconflict', put({ ...arn(alias), Qualifier: `${alias}doesnotexist` }));
    await step('put_alias_shorthand', put(shorthand(alias)));
    await step('put_alias_shorthand_qualifier', put({ ...shorthand(alias), Qualifier: alias }));
    const conflict = { ...shorthand(alias), Qualifier: `${alias}doesnotexist` };
    await step('put_alias_shorthand_qualifierconflict', put(conflict));
    await step('put_alias_doesnotexist', put({ Qualifier: `${alias}doesnotexist`, ...retries }));
    await step('put_version_shorthand', put(shorthand('1')));
    await step('put_shorthand_qualifier_match', put({ ...shorthand('$LATEST'), Qualifier: '$LATEST' }));
    await step('put_shorthand_qualifier_mismatch_1', put({ ...shorthand('$LATEST'), Qualifier: '1' }));
    await step('put_shorthand_qualifier_mismatch_2', put({ ...shorthand('1'), Qualifier: '$LATEST' }));
    await step('put_shorthand_qualifier_mismatch_3', put({ ...shorthand('1'), Qualifier: alias }));

    const age = { MaximumEventAgeInSeconds: 21_600, MaximumRetryAttempts: 2 };
    await step('put_maxevent_maxvalue_result', put(age));
    await step('put_pre_overwrite', put({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 }));
    await step('put_post_overwrite', put({ MaximumRetryAttempts: 0 }));
    await step('get_post_overwrite', get());
    await step('second_overwrite_existing_response', put({ MaximumRetryAttempts: 0 }));
    await step('pre_update_response', put({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 2 }));
    await step('update_response', update({ MaximumRetryAttempts: 0 }));
    await step('update_response_existing', update({ MaximumRetryAttempts: 0 }));
    await step('list_configs', list());
    await step('list_function_doesnotexist', list(missing));
    await step('get_function_doesnotexist', get(missing));
    await step('get_qualifier_doesnotexist', get({ Qualifier: 'doesnotexist' }));
    await step('delete_function_doesnotexist', remove(missing));
    await step('delete_latest', remove({ Qualifier: '$LATEST' }));
    await step('delete_version', remove({ Qualifier: '1' }));
    await step('delete_alias', remove({ Qualifier: alias }));
    await step('list_configs_postdelete', list());
    await step('delete_function_not_found', remove());
    await step('get_eventinvokeconfig_doesnotexist', get({ Qualifier: alias }));
    await step('update_eventinvokeconfig_function_doesnotexist', update({ ...missing, MaximumRetryAttempts: 0 }));
    await step('update_eventinvokeconfig_config_doesnotexist_with_qualifier', update({ Qualifier: alias, ...retries }));
    await step('update_eventinvokeconfig_config_doesnotexist_without_qualifier', update(retries));
  });

  it('are missing for a version that is missing (test_ops_on_nonexisting_version[get_function_event_invoke_config])', async () => {
    const test = 'TestLambdaFunction::test_ops_on_nonexisting_version[get_function_event_invoke_config]';
    const { step } = session.play(test, { '<fn-name>': FunctionName });
    await session.send(await createCommand(create));

    await step('version_not_found_exception', get({ Qualifier: '1221' }));
  });
});
