import { ListFunctionsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, it } from '@jest/globals';
import { createEmulator } from '../../../src/emulator/index.js';
import { projectFolder } from '../../support/project-folder.js';

it('--localstack-port serves the AWS API a second time, and what scripts that wait for LocalStack ask for', async () => {
  await using folder = await projectFolder({});
  const said: string[] = [];
  await using hearth = await createEmulator({
    folder: folder.path,
    sandboxHost: 'process',
    localstackPort: 0,
    onMessage: (_level, message) => said.push(message),
  });
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said.find((text) => text.includes('LocalStack')) ?? '') ?? [];
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const lambda = new LambdaClient({ endpoint: url, region: 'us-east-1', credentials });

  const health = (await (await fetch(`${url}/_localstack/health`)).json()) as object;

  expect(url).not.toBe(hearth.awsUrl);
  expect(health).toMatchObject({ services: { lambda: 'running', iam: 'running', sts: 'running' } });
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  lambda.destroy();
});
