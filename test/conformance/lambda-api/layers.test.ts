import {
  AddLayerVersionPermissionCommand,
  DeleteLayerVersionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  type PublishLayerVersionCommandInput,
  RemoveLayerVersionPermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import type { AnyCommand, Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordingOf } from '../../support/recordings.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json, TestLambdaLayer and TestLambdaAccountSettings. */
describe('layers', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const LayerName = 'layer-1';
  const create = { FunctionName, Timeout: 30, Environment: { Variables: {} } };
  const publish = async (input: Partial<PublishLayerVersionCommandInput> = {}) =>
    new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: await zipOf({ 'a.txt': 'a' }) }, ...input });
  const get = (VersionNumber: number) => new GetLayerVersionCommand({ LayerName, VersionNumber });
  const getConfiguration = () => new GetFunctionConfigurationCommand({ FunctionName });

  it('have versions whose numbers never come again (test_layer_lifecycle)', async () => {
    const known = { '<resource:3>': LayerName, '<description>': 'description', '<license-info>': 'MIT' };
    const { step } = session.play('TestLambdaLayer::test_layer_lifecycle', known);
    const full = {
      Description: 'description',
      LicenseInfo: 'MIT',
      CompatibleRuntimes: ['python3.12'],
      CompatibleArchitectures: ['x86_64'],
    } as const;
    const zip = await zipOf({ 'testlayer.txt': 'hello' });
    const publishFull = () =>
      publish({
        ...full,
        CompatibleRuntimes: [...full.CompatibleRuntimes],
        CompatibleArchitectures: [...full.CompatibleArchitectures],
        Content: { ZipFile: zip },
      });
    const remove = (VersionNumber: number) => new DeleteLayerVersionCommand({ LayerName, VersionNumber });
    const list = () => new ListLayerVersionsCommand({ LayerName });
    await session.send(await createCommand(create));

    await step('get_fn_result', new GetFunctionCommand({ FunctionName }));
    await step('get_fn_config_result', getConfiguration());
    const first = await step('publish_result', await publishFull());
    const Arn = first['LayerVersionArn'] as string;
    const update = new UpdateFunctionConfigurationCommand({ FunctionName, Layers: [Arn] });
    await step('update_fn_config', update);
    await step('get_fn_config', getConfiguration());
    await step('get_layer_ver_result', get(1));
    await step('get_layer_by_arn_version', new GetLayerVersionByArnCommand({ Arn }));
    await step('publish_result_2', await publishFull());
    await step('list_layer_versions_predelete', list());
    await step('delete_layer_1', remove(1));
    await step('get_fn_config_postdelete', getConfiguration());
    await step('delete_layer_2', remove(2));
    await step('list_layer_versions_postdelete', list());
    await step('publish_result_3', await publishFull());
  });

  it.each(['runtimes0', 'runtimes2'])(
    'keep the order of what they are for (test_layer_compatibilities[%s])',
    async (name) => {
      const test = `TestLambdaLayer::test_layer_compatibilities[${name}]`;
      const { step } = session.play(test, { '<resource:1>': LayerName });
      const { CompatibleRuntimes, CompatibleArchitectures } = recordingOf('test_lambda_api', test)[
        'publish_result'
      ] as Required<Pick<PublishLayerVersionCommandInput, 'CompatibleRuntimes' | 'CompatibleArchitectures'>>;

      await step('publish_result', await publish({ CompatibleRuntimes, CompatibleArchitectures }));
    },
  );

  it('are five of a function at most (test_layer_function_quota_exception)', async () => {
    const { step } = session.play('TestLambdaLayer::test_layer_function_quota_exception');
    const Layers: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const published = await session.send(await publish({ LayerName: `layer-${count}` }));
      Layers.push(published['LayerVersionArn'] as string);
    }

    await step('create_function_with_six_layers', await createCommand({ FunctionName, Layers }));
  });

  it('grant their use by a policy (test_layer_policy_lifecycle)', async () => {
    const { step, matcher } = session.play('TestLambdaLayer::test_layer_policy_lifecycle', {
      '<resource:1>': LayerName,
    });
    const lookUp = { LayerName, VersionNumber: 1 };
    const grant = (StatementId: string, RevisionId?: string) =>
      new AddLayerVersionPermissionCommand({
        ...lookUp,
        StatementId,
        Action: 'lambda:GetLayerVersion',
        Principal: '*',
        RevisionId,
      });
    const parsedStep = async (name: string, command: AnyCommand): Promise<void> => {
      matcher.expectStep(name, parsed(await session.send(command)));
    };

    const runtimes = { CompatibleRuntimes: ['python3.12'], CompatibleArchitectures: ['x86_64'] };
    await step('publish_result', await publish(runtimes as Partial<PublishLayerVersionCommandInput>));
    await parsedStep('add_policy_s1', grant('s1'));
    await parsedStep('get_layer_version_policy', new GetLayerVersionPolicyCommand(lookUp));
    await parsedStep('add_policy_s2', grant('s2'));
    await parsedStep('get_layer_version_policy_postadd2', new GetLayerVersionPolicyCommand(lookUp));
    await step('remove_s2', new RemoveLayerVersionPermissionCommand({ ...lookUp, StatementId: 's2' }));
    await parsedStep('get_layer_version_policy_postdeletes2', new GetLayerVersionPolicyCommand(lookUp));
  });

  it('and versions count in the account’s code size (test_account_settings_total_code_size)', async () => {
    const size = async (): Promise<number> => {
      const settings = await session.send(new GetAccountSettingsCommand({}));
      return (settings['AccountUsage'] as { TotalCodeSize: number }).TotalCodeSize;
    };
    const growth = async (command: AnyCommand): Promise<{ readonly grown: number; readonly sent: number }> => {
      const before = await size();
      const answer = await session.send(command);
      const content = (answer['Content'] ?? answer) as { CodeSize: number };
      return { grown: (await size()) - before, sent: content.CodeSize };
    };
    const ZipFile = await zipOf({ 'handler.py': 'def handler(event, context): return event' });

    const grown = [
      await growth(await createCommand(create)),
      await growth(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true })),
      await growth(await publish()),
      await growth(await publish()),
    ];

    expect(grown.every((each) => each.sent > 0 && each.grown === each.sent)).toBe(true);
  });
});

function parsed(observed: Observed): Observed {
  const members = ['Policy', 'Statement'].flatMap((name) =>
    typeof observed[name] === 'string' ? [[name, JSON.parse(observed[name]) as unknown] as const] : [],
  );
  return { ...observed, ...Object.fromEntries(members) };
}
