import {
  CreateAliasCommand,
  CreateCapacityProviderCommand,
  CreateCodeSigningConfigCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionUrlConfigCommand,
  ListAliasesCommand,
  ListCapacityProvidersCommand,
  ListCodeSigningConfigsCommand,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  ListVersionsByFunctionCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionCodeSigningConfigCommand,
  PutFunctionEventInvokeConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { createCommand, testRole } from '../../support/lambda-calls.js';
import { type AnyCommand, type Observed, observe } from '../../support/observed-calls.js';
import { zipOf } from '../../support/zip.js';

const FunctionName = 'fn-1';
const LayerName = 'layer-1';

interface Page {
  readonly MaxItems?: number;
  readonly Marker?: string;
}

/** AWS's service model: `MaxItems`, `Marker` and `NextMarker` of every list, by which the SDK pages. */
describe('lists', () => {
  let api: StartedAwsApi;
  let CodeSigningConfigArn = '';
  const send = (command: AnyCommand): Promise<Observed> => observe(api.client(), command);

  beforeAll(async () => {
    api = await startAwsApi();
    for (const index of [1, 2, 3]) await makeOneOfEach(index);
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  async function makeOneOfEach(index: number): Promise<void> {
    const publishers = { SigningProfileVersionArns: ['arn:aws:signer:us-east-1:111111111111:/signing-profiles/one'] };
    const { CodeSigningConfig } = await send(new CreateCodeSigningConfigCommand({ AllowedPublishers: publishers }));
    if (index === 1) CodeSigningConfigArn = String(Reflect.get(CodeSigningConfig as object, 'CodeSigningConfigArn'));
    await send(await createCommand({ FunctionName: `fn-${index}` }));
    await send(new PutFunctionCodeSigningConfigCommand({ FunctionName: `fn-${index}`, CodeSigningConfigArn }));
    await send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: `version ${index}` }));
    const { Version } = await send(new PublishVersionCommand({ FunctionName }));
    const qualified = { FunctionName, Qualifier: String(Version) };
    const Name = `alias-${index}`;
    await send(new CreateAliasCommand({ FunctionName, Name, FunctionVersion: '1' }));
    await send(new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier: Name, AuthType: 'NONE' }));
    await send(new PutFunctionEventInvokeConfigCommand({ ...qualified, MaximumRetryAttempts: 0 }));
    await send(new PutProvisionedConcurrencyConfigCommand({ ...qualified, ProvisionedConcurrentExecutions: 1 }));
    const Content = { ZipFile: await zipOf({ 'a.txt': 'a' }) };
    await send(new PublishLayerVersionCommand({ LayerName, Content }));
    await send(new PublishLayerVersionCommand({ LayerName: `other-${index}`, Content }));
    const EventSourceArn = `arn:aws:sqs:us-east-1:111111111111:queue-${index}`;
    await send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn }));
    await send(
      new CreateCapacityProviderCommand({
        CapacityProviderName: `provider-${index}`,
        VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
        PermissionsConfig: { CapacityProviderOperatorRoleArn: testRole },
      }),
    );
  }

  it.each<[list: string, count: number, command: (page: Page) => AnyCommand]>([
    ['Functions', 3, (page) => new ListFunctionsCommand(page)],
    ['Functions', 6, (page) => new ListFunctionsCommand({ FunctionVersion: 'ALL', ...page })],
    ['Versions', 4, (page) => new ListVersionsByFunctionCommand({ FunctionName, ...page })],
    ['Aliases', 3, (page) => new ListAliasesCommand({ FunctionName, ...page })],
    ['FunctionUrlConfigs', 3, (page) => new ListFunctionUrlConfigsCommand({ FunctionName, ...page })],
    ['FunctionEventInvokeConfigs', 3, (page) => new ListFunctionEventInvokeConfigsCommand({ FunctionName, ...page })],
    [
      'ProvisionedConcurrencyConfigs',
      3,
      (page) => new ListProvisionedConcurrencyConfigsCommand({ FunctionName, ...page }),
    ],
    ['Layers', 4, (page) => new ListLayersCommand(page)],
    ['LayerVersions', 3, (page) => new ListLayerVersionsCommand({ LayerName, ...page })],
    ['EventSourceMappings', 3, (page) => new ListEventSourceMappingsCommand(page)],
    ['CodeSigningConfigs', 3, (page) => new ListCodeSigningConfigsCommand(page)],
    ['FunctionArns', 3, (page) => new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn, ...page })],
    ['CapacityProviders', 3, (page) => new ListCapacityProvidersCommand(page)],
  ])('%s come page by page, %i in all, in the order in which they come at once', async (list, count, command) => {
    const whole = await send(command({}));
    const paged: unknown[] = [];
    let Marker: string | undefined;
    do {
      const page = await send(command({ MaxItems: 1, ...(Marker !== undefined && { Marker }) }));
      paged.push(...(page[list] as readonly unknown[]));
      Marker = page['NextMarker'] as string | undefined;
    } while (Marker !== undefined);

    expect(whole[list]).toHaveLength(count);
    expect(whole).not.toHaveProperty('NextMarker');
    expect(paged).toEqual(whole[list]);
  });
});
