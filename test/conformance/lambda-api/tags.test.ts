import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-lambda';
import { describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

/** Recorded: test_lambda_api.json, TestLambdaTag and TestLambdaTags. */
describe('tags', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const arnOf = (rest: string): string => `arn:aws:lambda:us-east-1:111111111111:${rest}`;
  const functionArn = arnOf(`function:${FunctionName}`);
  const create = { FunctionName, Timeout: 30, Environment: { Variables: {} } };

  const get = () => new GetFunctionCommand({ FunctionName });
  const list = (Resource = functionArn) => new ListTagsCommand({ Resource });
  const tag = (Tags: Record<string, string>, Resource = functionArn) => new TagResourceCommand({ Resource, Tags });
  const untag = (TagKeys: string[], Resource = functionArn) => new UntagResourceCommand({ Resource, TagKeys });

  it('of a function show in GetFunction and change its revision (TestLambdaTags::test_tag_lifecycle)', async () => {
    const { step } = session.play('TestLambdaTags::test_tag_lifecycle');
    await session.send(await createCommand({ ...create, Tags: { key_a: 'value_a' } }));

    await step('list_tags_response_postfncreate', list());
    await step('get_fn_response_postfncreate', get());
    await step(
      'tag_resource_response',
      tag({ key_b: 'value_b', key_c: 'value_c', key_d: 'value_d', key_e: 'value_e' }),
    );
    await step('list_tags_response_postaddtags', list());
    await step('get_fn_response_postaddtags', get());
    await step('tag_resource_overwrite', tag({ key_b: 'value_b', key_c: 'value_x' }));
    await step('list_tags_response_overwrite', list());
    await step('get_fn_response_overwrite', get());
    await session.send(untag(['key_c', 'key_d']));
    await step('list_tags_response_postuntag', list());
    await step('get_fn_response_postuntag', get());
    await session.send(untag(['key_a', 'key_b', 'key_e']));
    await step('list_tags_response_postuntagall', list());
    await step('get_fn_response_postuntagall', get());
    await session.send(new DeleteFunctionCommand({ FunctionName }));
    await step('list_tags_postdelete', list());
  });

  it('merge, overwrite and go (TestLambdaTag::test_tag_lifecycle)', async () => {
    const { step } = session.play('TestLambdaTag::test_tag_lifecycle');
    await session.send(await createCommand(create));
    const both = async (name: string, command: ReturnType<typeof tag> | ReturnType<typeof untag>): Promise<void> => {
      await step(`${name}_response`, command);
      await step(`${name}_response_listtags`, list());
    };

    await both('tag_single', tag({ A: 'tag-a' }));
    await both('tag_multiple', tag({ B: 'tag-b', C: 'tag-c' }));
    await both('tag_overlap', tag({ C: 'tag-c-newsuffix', D: 'tag-d' }));
    await both('untag_single', untag(['A']));
    await both('untag_multiple', untag(['B', 'C']));
    await both('untag_nonexisting', untag(['F']));
    await both('untag_existing_and_nonexisting', untag(['D', 'F']));
  });

  it('are refused for what is no taggable thing (TestLambdaTags::test_tag_exceptions)', async () => {
    const { step } = session.play('TestLambdaTags::test_tag_exceptions');
    await session.send(await createCommand(create));

    await step('tag_lambda_invalidarn', tag({ a: 'b' }, 'arn:aws:something'));
    await step('tag_lambda_doesnotexist', tag({ a: 'b' }, arnOf('function:doesnotexist')));
    await step('tag_lambda_qualifier_doesnotexist', tag({ a: 'b' }, `${functionArn}:v1`));
    await step('tag_empty_tags', tag({}));
    await step('untag_empty_keys', untag([]));
    await step('untag_nomatch', untag(['somekey']));
    await step('list_tag_lambda_empty', list());
  });

  it('are refused for versions and aliases (TestLambdaTags::test_tag_versions)', async () => {
    const { step } = session.play('TestLambdaTags::test_tag_versions');
    await session.send(await createCommand({ ...create, Publish: true }));

    await step('tag_resource_exception', tag({ key_a: 'value_a' }, `${functionArn}:1`));
    await step('tag_resource_latest_exception', tag({ key_a: 'value_a' }, `${functionArn}:$LATEST`));
  });

  it.each([
    ['lambda_function', arnOf('function:absent')],
    ['event_source_mapping', arnOf('event-source-mapping:0191d5cc-0000-7000-8000-000000000000')],
  ])('are not found where there is no such thing (TestLambdaTag::test_tag_exceptions[%s])', async (kind, arn) => {
    const name = arn.split(':').at(-1) ?? '';
    const { step } = session.play(`TestLambdaTag::test_tag_exceptions[${kind}]`, { '<resource-name>': name });

    await step('not_found_exception_tag', tag({ A: 'B' }, arn));
    await step('not_found_exception_untag', untag(['A'], arn));
    await step('not_found_exception_list', list(arn));
    await step('aliased_arn_exception', tag({ A: 'B' }, `${arn}:alias`));
    await step('invalid_arn_exception', tag({ A: 'B' }, arnOf(`foobar:${name}`)));
  });

  it('are gone with their function (test_tag_nonexisting_resource)', async () => {
    const { step } = session.play('TestLambdaTag::test_tag_nonexisting_resource');
    await session.send(await createCommand(create));

    await step('pre_delete_get_function', get());
    await session.send(new DeleteFunctionCommand({ FunctionName }));
    await step('not_found_exception_tag', tag({ A: 'B' }));
    await step('not_found_exception_untag', untag(['A']));
    await step('not_found_exception_list', list());
  });

  it('come with a new function (test_create_tag_on_fn_create)', async () => {
    const { step } = session.play('TestLambdaTag::test_create_tag_on_fn_create', { '<custom-tag>': 'tag-1' });
    await session.send(await createCommand({ ...create, Tags: { testtag: 'tag-1' } }));

    await step('get_function_result', get());
    await step('list_tags_result', list());
  });
});
