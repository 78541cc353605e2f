import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromBuffer } from 'yauzl';
import { startAwsApi, type StartedAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';
import { zipOf } from '../../../support/zip.js';

const role = 'arn:aws:iam::111111111111:role/test';

describe('the AWS endpoint, asked by the AWS SDK', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;

  beforeEach(async () => {
    api = await startAwsApi();
    lambda = api.client();
  });

  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  it('creates a function from a zip, which becomes active and answers Invoke', async () => {
    const ZipFile = await zipOf({ 'index.js': 'exports.handler = async (event) => event;' });

    const created = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'echo',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: role,
        Code: { ZipFile },
      }),
    );
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 5 }, { FunctionName: 'echo' });
    const invoked = await lambda.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{"hello":"world"}' }));

    expect(created.State).toBe('Pending');
    expect(invoked.Payload?.transformToString()).toBe('{"hello":"world"}');
    expect(invoked.ExecutedVersion).toBe('$LATEST');
  });

  it('serves the uploaded zip byte by byte at the location that GetFunction names', async () => {
    const ZipFile = await zipOf({ 'index.js': '1' });
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'echo',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: role,
        Code: { ZipFile },
      }),
    );

    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'echo' }));
    const download = await fetch(Code?.Location ?? '');

    expect(Buffer.from(await download.arrayBuffer()).equals(ZipFile)).toBe(true);
  });

  it('answers 404 for a function that was deleted', async () => {
    const ZipFile = await zipOf({ 'index.js': '1' });
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'echo',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: role,
        Code: { ZipFile },
      }),
    );
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'echo' }));

    await expect(lambda.send(new InvokeCommand({ FunctionName: 'echo' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:111111111111:function:echo:$LATEST',
    });
  });

  it('zips the folder of a hot-reload function for download', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-live-'));
    await mkdir(path.join(folder, 'lib'));
    await writeFile(path.join(folder, 'lib', 'index.js'), 'exports.handler = 1;');
    const Code = { S3Bucket: 'hot-reload', S3Key: folder };
    await lambda.send(await createCommand({ FunctionName: 'live', Code }));

    const got = await lambda.send(new GetFunctionCommand({ FunctionName: 'live' }));
    const download = await fetch(got.Code?.Location ?? '');
    const names = await namesInZip(Buffer.from(await download.arrayBuffer()));
    await rm(folder, { recursive: true });

    expect(names).toEqual(['lib/index.js']);
  });

  it('refuses a download link that was changed or is too old', async () => {
    await lambda.send(await createCommand({ FunctionName: 'echo' }));
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'echo' }));
    const link = new URL(Code?.Location ?? '');
    link.searchParams.set('Expires', '1');

    const download = await fetch(link);

    expect(download.status).toBe(403);
    expect(await download.text()).toMatch(/<Code>AccessDenied<\/Code>/);
  });

  it.each([
    [
      'a folder that is not there',
      { S3Bucket: 'hot-reload', S3Key: '/no/such/folder' },
      /"\/no\/such\/folder" is no folder/,
    ],
    ['a relative folder', { S3Bucket: 'hot-reload', S3Key: 'src' }, /Pass the absolute path/],
    [
      'another bucket',
      { S3Bucket: 'artifacts', S3Key: 'fn.zip' },
      /"s3:\/\/artifacts\/fn.zip" cannot be fetched. There is no neighbour to ask: .* Pass the --aws-endpoint/,
    ],
    ['nothing', {}, /Please provide a source for function code\./],
  ])('refuses code from %s, with the remedy', async (_what, Code, message) => {
    await expect(lambda.send(await createCommand({ FunctionName: 'refused', Code }))).rejects.toThrow(message);
  });

  it.each([
    [
      'an environment variable of Lambda’s own',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      /Reserved keys used in this request: AWS_REGION/,
    ],
    [
      'more memory than a function may have',
      { MemorySize: 10_241 },
      /'MemorySize' value failed .* less than or equal to 10240/,
    ],
    [
      'a layer that is not there',
      { Layers: ['arn:aws:lambda:us-east-1:111111111111:layer:x:1'] },
      /Layer version .*:x:1 does not exist\./,
    ],
    ['a handler for an image', { PackageType: 'Image' }, /Please don't provide Handler or Runtime or Layer/],
  ] as const)('refuses %s', async (_what, input, message) => {
    const command = await createCommand({ FunctionName: 'refused', ...(input as object) });

    await expect(lambda.send(command)).rejects.toThrow(message);
  });

  it('keeps functions of accounts and regions apart', async () => {
    const elsewhere = api.client({ region: 'eu-west-1', accessKeyId: '222222222222' });
    await lambda.send(await createCommand({ FunctionName: 'mine' }));
    await elsewhere.send(await createCommand({ FunctionName: 'theirs' }));

    const mine = await lambda.send(new ListFunctionsCommand({}));
    const theirs = await elsewhere.send(new ListFunctionsCommand({}));

    expect(mine.Functions?.map(({ FunctionArn }) => FunctionArn)).toEqual([
      'arn:aws:lambda:us-east-1:111111111111:function:mine',
    ]);
    expect(theirs.Functions?.map(({ FunctionArn }) => FunctionArn)).toEqual([
      'arn:aws:lambda:eu-west-1:222222222222:function:theirs',
    ]);
  });

  it('reads back what it only shows, and forgets it when it is sent empty', async () => {
    const VpcConfig = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
    const DeadLetterConfig = { TargetArn: 'arn:aws:sqs:us-east-1:111111111111:dead' };
    const input = { FunctionName: 'fn', VpcConfig, DeadLetterConfig, TracingConfig: { Mode: 'Active' } } as const;

    const created = await lambda.send(await createCommand(input));
    const emptied = await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'fn',
        DeadLetterConfig: { TargetArn: '' },
        VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      }),
    );

    expect(created).toMatchObject({ VpcConfig, DeadLetterConfig, TracingConfig: { Mode: 'Active' } });
    expect(emptied.DeadLetterConfig).toBeUndefined();
    expect(emptied.VpcConfig).toMatchObject({ SubnetIds: [], SecurityGroupIds: [], VpcId: '' });
    expect(emptied.TracingConfig).toEqual({ Mode: 'Active' });
  });

  it('validates a dry run of new code and changes nothing', async () => {
    await lambda.send(await createCommand({ FunctionName: 'fn' }));
    const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'fn' }));

    const wouldBe = await lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'fn', ZipFile: await zipOf({ 'a.py': '2' }), DryRun: true }),
    );
    const after = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'fn' }));

    expect(wouldBe.CodeSha256).not.toBe(before.CodeSha256);
    expect(after).toMatchObject({ CodeSha256: before.CodeSha256, RevisionId: before.RevisionId });
  });

  it('answers 412 to an update that names an old revision', async () => {
    const { RevisionId } = await lambda.send(await createCommand({ FunctionName: 'fn' }));

    await expect(
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'fn', RevisionId })),
    ).rejects.toMatchObject({
      name: 'PreconditionFailedException',
    });
  });
});

function namesInZip(bytes: Buffer): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const names: string[] = [];
      zip
        .on('entry', ({ fileName }: { fileName: string }) => names.push(fileName))
        .once('end', () => {
          resolve(names);
        });
    });
  });
}
