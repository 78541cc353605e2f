import { describe, expect, it } from '@jest/globals';
import { deployedProject } from '../../support/deployed-project.js';
import { projectFolder } from '../../support/project-folder.js';

const key = { region: 'us-east-1', account: '000000000000', name: 'Fn' };

const template = (more: string): string => `
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler${more} } }
  Blue: { Type: AWS::Lambda::Alias, Properties: { Name: blue, FunctionName: !Ref Fn, FunctionVersion: !GetAtt V.Version } }
  V: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Fn } }
`;

describe('an alias of a project file', () => {
  it('sends invocations to the code as it is now', async () => {
    await using folder = await projectFolder({ 'template.yaml': template(', AutoPublishAlias: live') });
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());

    await folder.write('template.yaml', template(', AutoPublishAlias: live, Timeout: 9'));
    await project.deployment.apply(await project.read());

    expect(project.registry.aliases.list(key).map(({ name }) => name)).toEqual(['blue', 'live']);
    expect(project.registry.functions.resolve({ ...key, qualifier: 'live' })).toMatchObject({
      version: '$LATEST',
      timeoutMs: 9000,
    });
  });

  it('goes when the file no longer has it', async () => {
    await using folder = await projectFolder({ 'template.yaml': template(', AutoPublishAlias: live') });
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());

    await folder.write('template.yaml', template(''));
    await project.deployment.apply(await project.read());

    expect(project.registry.aliases.list(key).map(({ name }) => name)).toEqual(['blue']);
  });
});

describe('settings of asynchronous invocations', () => {
  it('of SAM and of a resource reach the registry, and go again', async () => {
    const own =
      ', EventInvokeConfig: { MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Type: SQS, Destination: "arn:aws:sqs:us-east-1:1:dead" } } }';
    const resource =
      '  Config: { Type: AWS::Lambda::EventInvokeConfig, Properties: { FunctionName: !Ref Fn, Qualifier: blue, MaximumEventAgeInSeconds: 60 } }\n';
    await using folder = await projectFolder({ 'template.yaml': template(own) + resource });
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());
    const before = project.registry.eventInvokeConfigs.list(key);

    await folder.write('template.yaml', template(''));
    await project.deployment.apply(await project.read());

    expect(before).toMatchObject([
      { qualifier: '$LATEST', value: { maximumRetryAttempts: 1, onFailure: 'arn:aws:sqs:us-east-1:1:dead' } },
      { qualifier: 'blue', value: { maximumEventAgeSeconds: 60 } },
    ]);
    expect(project.registry.eventInvokeConfigs.list(key)).toEqual([]);
  });
});
