import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  type LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAwsApi, type StartedAwsApi } from '../../../support/aws-api.js';
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
});
