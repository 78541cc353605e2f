import {
  AddPermissionCommand,
  CreateCapacityProviderCommand,
  CreateCodeSigningConfigCommand,
  type CreateFunctionCommandInput,
  CreateEventSourceMappingCommand,
  PublishLayerVersionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
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
});
