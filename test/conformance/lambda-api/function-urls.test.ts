import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import type { AnyCommand, Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

/** Recorded: test_lambda_api.json, TestLambdaUrl. The recordings do not keep the URLs themselves. */
describe('function URLs', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const resource = { '<resource:1>': FunctionName };
  const functionArn = `arn:aws:lambda:us-east-1:111111111111:function:${FunctionName}`;
  const nodeFunction = {
    FunctionName,
    Runtime: 'nodejs20.x',
    Handler: 'lambda_handler.handler',
    Timeout: 30,
    Environment: { Variables: {} },
  } as const;
  const lookUp = (input: object = {}) => ({ FunctionName, ...input });
  const create = (input: object = {}) => new CreateFunctionUrlConfigCommand({ AuthType: 'NONE', ...lookUp(input) });
  const get = (input: object = {}) => new GetFunctionUrlConfigCommand(lookUp(input));
  const update = (input: object = {}) => new UpdateFunctionUrlConfigCommand(lookUp(input));
  const remove = (input: object = {}) => new DeleteFunctionUrlConfigCommand(lookUp(input));
  const list = (input: object = {}) => new ListFunctionUrlConfigsCommand(lookUp(input));
  const alias = (Name: string, FunctionVersion: string) =>
    new CreateAliasCommand({ FunctionName, Name, FunctionVersion });

  it('come, change and go (test_url_config_lifecycle)', async () => {
    const { urlStep } = play('test_url_config_lifecycle', resource);
    await session.send(await createCommand({ FunctionName }));

    await urlStep('url_creation', create());
    await urlStep('failed_duplication', create());
    await urlStep('get_url_config', get());
    await urlStep('updated_url_config', update({ AuthType: 'AWS_IAM' }));
    await session.send(remove());
    await urlStep('failed_getter', get());
  });

  it('of an alias outlive that of the function (test_url_config_deletion_without_qualifier)', async () => {
    const { urlStep, step } = play('test_url_config_deletion_without_qualifier', resource);
    const Qualifier = 'test-alias';
    await session.send(await createCommand({ FunctionName }));
    await session.send(alias(Qualifier, '$LATEST'));

    await urlStep('url_creation', create());
    await urlStep('url_with_alias_creation', create({ Qualifier }));
    await urlStep('get_url_config', get());
    await urlStep('get_url_config_with_alias', get({ Qualifier }));
    await step('delete_function_url_config', remove());
    await urlStep('get_url_config_after_deletion', get());
    await urlStep('get_url_config_with_alias_after_deletion', get({ Qualifier }));
  });

  it('are listed, the function’s own first (test_url_config_list_paging)', async () => {
    const { urlStep, step } = play('test_url_config_list_paging');
    const Qualifier = 'urlalias';
    await session.send(await createCommand(nodeFunction));

    await step('fn_version_result', new PublishVersionCommand({ FunctionName }));
    await step('create_alias_result', alias(Qualifier, '1'));
    await step('list_function_notfound', list({ FunctionName: 'doesnotexist' }));
    await step('list_all_empty', list());
    await urlStep('url_config_fn', create());
    await urlStep('url_config_alias', create({ Qualifier }));
    await urlStep('list_all', list());
  });

  it('are refused as AWS refuses them (test_url_config_exceptions)', async () => {
    const { step } = play('test_url_config_exceptions');
    const Qualifier = 'urlalias';
    await session.send(await createCommand(nodeFunction));
    await step('fn_version_result', new PublishVersionCommand({ FunctionName }));
    await step('create_alias_result', alias(Qualifier, '1'));
    const cases = {
      name_doesnotexist: { FunctionName: 'doesnotexist' },
      name_doesnotexist_qualifier: { FunctionName: 'doesnotexist', Qualifier: '1' },
      arn_doesnotexist: { FunctionName: functionArn.replace(FunctionName, 'doesnotexist') },
      qualifier_version: { Qualifier: '1' },
      qualifier_version_doesnotexist: { Qualifier: '2' },
      qualifier_alias_doesnotexist: { Qualifier: 'doesnotexist' },
      qualifier_latest: { Qualifier: '$LATEST' },
      qualifier_alias_doesnotmatch_arn: { FunctionName: `${functionArn}:doesnotmatch`, Qualifier },
      config_doesnotexist: {},
    };

    for (const [operation, command] of Object.entries({ create, get, update, delete: remove })) {
      for (const [name, input] of Object.entries(cases)) {
        // There AWS failed by itself; and a URL that is not there can be made.
        if (operation === 'delete' && name === 'qualifier_alias_doesnotmatch_arn') continue;
        if (operation === 'create' && name === 'config_doesnotexist') continue;
        await step(`${operation}_function_url_config_${name}`, command(input));
      }
    }
  });

  it('of a function elsewhere cannot be reached (test_get_function_wrong_region[get_function_url_config])', async () => {
    const test = 'TestLambdaFunction::test_get_function_wrong_region[get_function_url_config]';
    const { step } = session.play(test, { '<wrong-region>': 'eu-west-1' });

    await step('wrong_region_exception', get({ FunctionName: functionArn.replace('us-east-1', 'eu-west-1') }));
  });

  function play(test: string, known: Readonly<Record<string, string>> = {}) {
    const played = session.play(`TestLambdaUrl::${test}`, known);
    const urlStep = async (name: string, command: AnyCommand): Promise<void> => {
      played.matcher.expectStep(name, withoutUrls(await session.send(command)));
    };
    return { ...played, urlStep };
  }
});

/** URLs as the recordings show them. */
function withoutUrls(observed: Observed): Observed {
  return JSON.parse(JSON.stringify(observed).replace(/"http:[^"]*\.lambda-url\.[^"]*\/"/g, '"lambda-url"')) as Observed;
}
