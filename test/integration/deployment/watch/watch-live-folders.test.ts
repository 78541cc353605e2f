import { expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateFunctionCommand, GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { deferred, silentLogger, systemClock } from '../../../../src/base/index.js';
import { watchLiveFolders } from '../../../../src/deployment/index.js';
import { startAwsApi } from '../../../support/aws-api.js';
import { testRole } from '../../../support/lambda-calls.js';

it('a function of the hot-reload bucket gets a new generation when a file in its folder changes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-live-'));
  await writeFile(path.join(folder, 'index.js'), '1');
  const api = await startAwsApi();
  const { functions } = api.registry;
  const settings = {
    dataFolder: path.join(folder, '.hearth'),
    projectFolder: folder,
    watchIgnore: [],
    watchPolling: 'auto',
  } as const;
  const needs = { functions, settings, clock: systemClock, logger: silentLogger };
  const watch = watchLiveFolders(needs);
  try {
    const lambda = api.client();
    const Code = { S3Bucket: 'hot-reload', S3Key: folder };
    const usual = { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: testRole } as const;
    await lambda.send(new CreateFunctionCommand({ FunctionName: 'live', ...usual, Code }));
    const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'live' }));
    const refreshed = deferred<string>();
    functions.onChange((change) => {
      if (change.change === 'updated') refreshed.resolve(change.version.generation);
    });

    const write = setInterval(() => void writeFile(path.join(folder, 'index.js'), String(Math.random())), 200);
    const generation = await refreshed.promise.finally(() => {
      clearInterval(write);
    });
    const after = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'live' }));

    expect(after.CodeSha256).not.toBe(before.CodeSha256);
    expect(generation).toHaveLength(32);
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'live' }))).resolves.toMatchObject({ StatusCode: 200 });
  } finally {
    await watch[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
});
