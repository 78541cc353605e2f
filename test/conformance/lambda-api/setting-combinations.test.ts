import {
  type CreateFunctionCommandInput,
  CreateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

type Settings = Omit<Partial<CreateFunctionCommandInput> & UpdateFunctionConfigurationCommandInput, 'FunctionName'>;

const accessPoint = 'arn:aws:elasticfilesystem:us-east-1:111111111111:access-point/fsap-0123456789abcdef0';
const fileSystem: Settings = { FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: '/mnt/files' }] };
const vpc: Settings = { VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] } };
const noVpc: Settings = { VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } };
const snapStart: Settings = { SnapStart: { ApplyOn: 'PublishedVersions' } };
const outside = `Function must be configured to execute in a VPC to reference access point ${accessPoint}`;
const removed = `Function VPC configuration cannot be removed with access point ${accessPoint} referenced.`;
const efsBesideSnapshots = 'Amazon EFS is not supported for SnapStart enabled functions.';

describe('settings of a function that exclude each other', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const create = async (settings: Settings): ReturnType<typeof session.send> =>
    session.send(await createCommand({ FunctionName, ...settings }));
  const update = async (settings: Settings): ReturnType<typeof session.send> =>
    session.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...settings }));
  const refused = (Message: string): object => ({
    ResponseMetadata: { HTTPStatusCode: 400 },
    Error: { Code: 'InvalidParameterValueException', Message },
  });

  // Seen on AWS: aws-cloudformation/cfn-lint#4408 and aws/chalice#1453.
  it('a file system of EFS needs a VPC, from the beginning to the end', async () => {
    expect(await create(fileSystem)).toMatchObject(refused(outside));
    expect(await create({ ...fileSystem, ...vpc })).toMatchObject({ State: 'Pending' });
    expect(await update(noVpc)).toMatchObject(refused(removed));
    expect(await update({ FileSystemConfigs: [], ...noVpc })).not.toHaveProperty('FileSystemConfigs');
  });

  it('a file system cannot be added to a function outside of a VPC', async () => {
    await create({});

    expect(await update(fileSystem)).toMatchObject(refused(outside));
  });

  // Developer guide, "Improving startup performance with Lambda SnapStart"; CDK reference, "TenancyConfig".
  it.each([
    [{ ...fileSystem, ...vpc }, efsBesideSnapshots],
    [
      { EphemeralStorage: { Size: 513 } },
      'Ephemeral storage greater than 512 MB is not supported for SnapStart enabled functions.',
    ],
    [
      { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } },
      'SnapStart is not supported for functions with a tenancy configuration.',
    ],
  ] as [Settings, string][])('SnapStart goes without %j, whichever came first', async (settings, message) => {
    expect(await create({ ...snapStart, ...settings })).toMatchObject(refused(message));
    await create(settings);

    expect(await update(snapStart)).toMatchObject(refused(message));
  });

  it('SnapStart keeps to the runtimes that have it (developer guide, "Lambda SnapStart", supported runtimes)', async () => {
    await create(snapStart);

    expect(await update({ Runtime: 'ruby3.4' })).toMatchObject(
      refused('ruby3.4 is not supported for SnapStart enabled functions.'),
    );
    expect(await update({ Runtime: 'ruby3.4', SnapStart: { ApplyOn: 'None' } })).toMatchObject({ Runtime: 'ruby3.4' });
  });

  it('tenants come by Invoke and API Gateway, not by mappings (CDK reference, "TenancyConfig")', async () => {
    await create({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } });
    const EventSourceArn = 'arn:aws:sqs:us-east-1:111111111111:queue-1';

    expect(await session.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn }))).toMatchObject(
      refused('An event source mapping is not supported for functions with a tenancy configuration.'),
    );
  });
});
