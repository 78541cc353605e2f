import {
  AddPermissionCommand,
  CreateCapacityProviderCommand,
  CreateCodeSigningConfigCommand,
  type CreateFunctionCommandInput,
  CreateEventSourceMappingCommand,
  CreateFunctionUrlConfigCommand,
  DeleteLayerVersionCommand,
  GetLayerVersionCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCommand, testRole } from '../../support/lambda-calls.js';
import type { Observed } from '../../support/observed-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { zipOf } from '../../support/zip.js';

/** Words that AWS's service was seen to use, in public reports, where no recording has them. */
describe('refusals that nobody recorded', () => {
  const session = recordedSession('test_lambda_api');
  const FunctionName = 'fn-1';
  const arn = `arn:aws:lambda:us-east-1:111111111111:function:${FunctionName}`;
  const refused = (message: string): object => ({
    ResponseMetadata: { HTTPStatusCode: 400 },
    Error: { Code: 'InvalidParameterValueException', Message: message },
    Type: 'User',
  });
  const create = async (
    input: Pick<CreateFunctionCommandInput, 'Tags'> & { readonly Code?: CreateFunctionCommandInput['Code'] },
  ): Promise<Observed> => session.send(await createCommand({ FunctionName: 'refused', ...input }));

  beforeEach(async () => {
    await session.send(await createCommand({ FunctionName }));
  });

  it('code comes from one place', async () => {
    const ZipFile = await zipOf({ 'handler.py': '' });
    const message = 'Please do not provide other FunctionCode parameters when providing a ZipFile.';
    const both = { ZipFile, S3Bucket: 'bucket', S3Key: 'key' };

    expect(await create({ Code: both })).toMatchObject(refused(message));
    expect(await session.send(new UpdateFunctionCodeCommand({ FunctionName, ...both }))).toMatchObject(
      refused(message),
    );
  });

  it('a function is made without a version (API_CreateFunction, FunctionName)', async () => {
    const made = await session.send(await createCommand({ FunctionName: 'refused:1' }));

    expect(made).toMatchObject(refused('Current operation does not support versions other than $LATEST'));
  });

  it('a zip has files in it', async () => {
    const empty = refused('Uploaded file must be a non-empty zip');
    const ZipFile = await zipOf({});

    expect(await create({ Code: { ZipFile } })).toMatchObject(empty);
    expect(await create({ Code: { ZipFile: Buffer.alloc(0) } })).toMatchObject(empty);
    expect(
      await session.send(new PublishLayerVersionCommand({ LayerName: 'layer-1', Content: { ZipFile } })),
    ).toMatchObject(empty);
  });

  it('a principal is an account, an identity, or a service of AWS', async () => {
    const permission = { FunctionName, Action: 'lambda:InvokeFunction' };
    const add = (StatementId: string, Principal: string): Promise<Observed> =>
      session.send(new AddPermissionCommand({ ...permission, StatementId, Principal }));
    const invalid = refused('The provided principal was invalid. Please check the principal and try again.');

    expect(await add('one', 'invalid.nonaws.com')).toMatchObject(invalid);
    expect(await add('two', 'somebody')).toMatchObject(invalid);
    expect(await add('three', 'alexa-appkit.amazon.com')).toHaveProperty('Statement');
    expect(await add('four', 's3.amazonaws.com.cn')).toHaveProperty('Statement');
  });

  it('fifty tags are all that anything has, from its making on', async () => {
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, 'value']));
    const tooMany = refused('Number of tags exceeds resource tag limit.');
    const EventSourceArn = 'arn:aws:sqs:us-east-1:111111111111:queue-1';
    const SigningProfileVersionArns = ['arn:aws:signer:us-east-1:111111111111:/signing-profiles/profile'];

    expect(await create({ Tags })).toMatchObject(tooMany);
    expect(await session.send(new TagResourceCommand({ Resource: arn, Tags }))).toMatchObject(tooMany);
    expect(
      await session.send(new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, Tags })),
    ).toMatchObject(tooMany);
    expect(
      await session.send(
        new CreateCodeSigningConfigCommand({ AllowedPublishers: { SigningProfileVersionArns }, Tags }),
      ),
    ).toMatchObject(tooMany);
    expect(
      await session.send(
        new CreateCapacityProviderCommand({
          CapacityProviderName: 'provider-1',
          VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
          PermissionsConfig: { CapacityProviderOperatorRoleArn: testRole },
          Tags,
        }),
      ),
    ).toMatchObject(tooMany);
  });

  it('the prefix aws: of tags is of AWS (developer guide, "Using tags on Lambda functions")', async () => {
    const reserved = refused('aws: prefixed tag key names are not allowed for external use.');
    const Tags = { 'AWS:stack': 'mine' };

    expect(await create({ Tags })).toMatchObject(reserved);
    expect(await session.send(new TagResourceCommand({ Resource: arn, Tags }))).toMatchObject(reserved);
    expect(await session.send(new UntagResourceCommand({ Resource: arn, TagKeys: ['aws:stack'] }))).toMatchObject(
      reserved,
    );
    expect(await session.send(new TagResourceCommand({ Resource: arn, Tags: { awsKey: 'aws:' } }))).toMatchObject({
      ResponseMetadata: { HTTPStatusCode: 204 },
    });
  });

  it('CORS of a URL allows methods of up to six letters, and of those only what there is', async () => {
    const url = { FunctionName, AuthType: 'NONE' } as const;
    const methods = (...AllowMethods: string[]) =>
      new CreateFunctionUrlConfigCommand({ ...url, Cors: { AllowMethods } });

    expect(await session.send(methods('GET', 'POST', 'OPTIONS'))).toMatchObject({
      Error: {
        Code: 'ValidationException',
        Message:
          "1 validation error detected: Value '[GET, POST, OPTIONS]' at 'cors.allowMethods' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 6, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: .*, Member must not be null]",
      },
    });
    expect(await session.send(methods('GET', 'FETCH'))).toMatchObject(
      refused(
        '"FETCH" is no method that CORS can allow. Use GET, PUT, POST, DELETE, HEAD, PATCH, or the wildcard character (*).',
      ),
    );
    expect(await session.send(methods('GET', 'PUT', 'HEAD', 'POST', 'PATCH', 'DELETE'))).toHaveProperty('FunctionUrl');
    expect(
      await session.send(new UpdateFunctionUrlConfigCommand({ FunctionName, Cors: { AllowMethods: ['get'] } })),
    ).toMatchObject({ Error: { Code: 'InvalidParameterValueException' } });
  });

  it('layers are reached from their own region, and changed by their own account', async () => {
    const layer = (region: string, account = '111111111111') => `arn:aws:lambda:${region}:${account}:layer:layer-1`;
    const Content = { ZipFile: await zipOf({ 'a.txt': '' }) };
    const publish = (LayerName: string) => session.send(new PublishLayerVersionCommand({ LayerName, Content }));
    const away = layer('eu-west-1');

    expect(await publish(layer('us-east-1'))).toMatchObject({ LayerVersionArn: `${layer('us-east-1')}:1` });
    for (const refusal of [
      await publish(away),
      await session.send(new GetLayerVersionCommand({ LayerName: away, VersionNumber: 1 })),
      await session.send(new ListLayerVersionsCommand({ LayerName: away })),
    ]) {
      expect(refusal).toMatchObject({
        Error: {
          Code: 'ResourceNotFoundException',
          Message: "Layers from 'eu-west-1' are not reachable in this region ('us-east-1')",
        },
      });
    }
    const foreign = layer('us-east-1', '222222222222');
    expect(await publish(foreign)).toMatchObject({ Error: { Code: 'AccessDeniedException' } });
    expect(await session.send(new DeleteLayerVersionCommand({ LayerName: foreign, VersionNumber: 1 }))).toMatchObject({
      Error: { Code: 'AccessDeniedException' },
    });
    expect(await session.send(await createCommand({ FunctionName: 'refused', Layers: [`${away}:1`] }))).toMatchObject(
      refused('Layers are not in the same region as the function. Layers are expected to be in region us-east-1.'),
    );
  });
});
