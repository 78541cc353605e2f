import { GetFunctionCommand, PublishLayerVersionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import { recordedSession } from '../../support/recorded-session.js';
import { zipOf } from '../../support/zip.js';

/** Recorded: test_lambda_api.json, code and layers from S3; here the S3 is moto's. */
describe('code in S3', () => {
  let moto: MotoServer;
  let s3: S3;
  beforeAll(async () => {
    moto = await MotoServer.start();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    s3 = new S3({ endpoint: moto.url, region: 'us-east-1', credentials, forcePathStyle: true });
    await s3.createBucket({ Bucket: 'code' });
    await s3.putBucketVersioning({ Bucket: 'code', VersioningConfiguration: { Status: 'Enabled' } });
  });
  afterAll(async () => {
    s3.destroy();
    await moto[Symbol.asyncDispose]();
  });

  const session = recordedSession('test_lambda_api', () => ({
    settings: { awsEndpoint: moto.url },
    settleWhen: (settleOne) => held.push(settleOne),
  }));
  const held: (() => void)[] = [];
  const settle = (): void => {
    for (const settleOne of held.splice(0)) settleOne();
  };
  const FunctionName = 'fn-1';
  const put = async (Key: string, text: string): Promise<string | undefined> => {
    const Body = await zipOf({ 'index.py': text });
    return (await s3.putObject({ Bucket: 'code', Key, Body })).VersionId;
  };
  const create = (Code: object) => createCommand({ FunctionName, Handler: 'index.handler', Code });

  it('is fetched when a function is made and updated (test_lambda_code_location_s3)', async () => {
    const { step } = session.play('TestLambdaFunction::test_lambda_code_location_s3', {
      '<function-name:1>': FunctionName,
    });
    await put('first.zip', 'first');
    await put('second.zip', 'something else');

    await step('create_response_s3', await create({ S3Bucket: 'code', S3Key: 'first.zip' }));
    settle();
    await step('get-function-response', new GetFunctionCommand({ FunctionName }));
    const S3Key = 'second.zip';
    await step('update-function-response', new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: 'code', S3Key }));
    await step('get-function-response-updated', new GetFunctionCommand({ FunctionName }));
  });

  it('is refused in the words of the store (test_lambda_code_location_s3_errors)', async () => {
    const { step } = session.play('TestLambdaFunction::test_lambda_code_location_s3_errors');
    const nowhere = { S3Bucket: 'no-such-bucket', S3Key: 'first.zip' };
    const nothing = { S3Bucket: 'code', S3Key: 'no-such-key' };

    await step('create-error-wrong-bucket', await create(nowhere));
    await step('create-error-wrong-key', await create(nothing));
    await session.send(await createCommand({ FunctionName }));
    settle();
    await step('update-error-wrong-bucket', new UpdateFunctionCodeCommand({ FunctionName, ...nowhere }));
    await step('update-error-wrong-key', new UpdateFunctionCodeCommand({ FunctionName, ...nothing }));
  });

  it('becomes a layer (test_layer_s3_content)', async () => {
    const { step } = session.play('TestLambdaLayer::test_layer_s3_content');
    await put('layer.zip', 'layer');

    const Content = { S3Bucket: 'code', S3Key: 'layer.zip' };
    await step('publish_layer_result', new PublishLayerVersionCommand({ LayerName: 'layer-1', Content }));
  });

  it('is that of the version of the object that is named', async () => {
    const S3ObjectVersion = await put('versioned.zip', 'old');
    await put('versioned.zip', 'new');
    const location = { S3Bucket: 'code', S3Key: 'versioned.zip' };

    const { CodeSha256: newest } = await session.send(await create(location));
    settle();
    const { CodeSha256: named } = await session.send(
      new UpdateFunctionCodeCommand({ FunctionName, ...location, S3ObjectVersion }),
    );
    settle();
    const ZipFile = await zipOf({ 'index.py': 'old' });
    const { CodeSha256: sent } = await session.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));

    expect(named).not.toBe(newest);
    expect(typeof sent).toBe('string');
  });

  it('that is no zip is refused as one that is sent', async () => {
    await s3.putObject({ Bucket: 'code', Key: 'text', Body: 'text' });

    const { Error: error } = await session.send(await create({ S3Bucket: 'code', S3Key: 'text' }));

    expect(error).toEqual({
      Code: 'InvalidParameterValueException',
      Message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
    });
  });
});
