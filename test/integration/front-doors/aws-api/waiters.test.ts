import {
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionExists,
  waitUntilFunctionUpdated,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deferred } from '../../../../src/base/index.js';
import { type StartedAwsApi, startAwsApi } from '../../../support/aws-api.js';
import { createCommand } from '../../../support/lambda-calls.js';
import { zipOf } from '../../../support/zip.js';

const FunctionName = 'fn';

describe("the SDK's waiters", () => {
  let held: (() => void)[];
  let api: StartedAwsApi;
  beforeEach(async () => {
    held = [];
    api = await startAwsApi({ settleWhen: (settle) => held.push(settle) });
  });
  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });
  const settle = (): void => {
    for (const one of held.splice(0)) one();
  };

  /** A client whose first answer to a waiter is out before the function settles. */
  const waiting = () => {
    const client = api.client();
    const asked = deferred<void>();
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        asked.resolve();
        return result;
      },
      { step: 'initialize', name: 'asked' },
    );
    void asked.promise.then(settle);
    return { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 };
  };

  it('wait until a function is active', async () => {
    const { State } = await api.client().send(await createCommand({ FunctionName }));

    const waited = await waitUntilFunctionActiveV2(waiting(), { FunctionName });

    expect(State).toBe('Pending');
    expect(waited).toMatchObject({ state: 'SUCCESS', reason: { Configuration: { State: 'Active' } } });
  });

  it.each([
    ['code', async () => new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await zipOf({ 'handler.py': '' }) })],
    ['configuration', () => Promise.resolve(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256 }))],
  ] as const)('wait until an update of the %s is in force', async (_, update) => {
    await api.client().send(await createCommand({ FunctionName }));
    settle();
    const command = await update();
    await (command instanceof UpdateFunctionCodeCommand ? api.client().send(command) : api.client().send(command));

    const waited = await waitUntilFunctionUpdatedV2(waiting(), { FunctionName });

    expect(waited).toMatchObject({ state: 'SUCCESS', reason: { Configuration: { LastUpdateStatus: 'Successful' } } });
  });

  it('wait by GetFunctionConfiguration too, as older tools do', async () => {
    await api.client().send(await createCommand({ FunctionName }));
    settle();

    const waited = await waitUntilFunctionUpdated({ client: api.client(), maxWaitTime: 30 }, { FunctionName });

    expect(waited).toMatchObject({ state: 'SUCCESS', reason: { LastUpdateStatus: 'Successful' } });
  });

  it('wait until a published version is active', async () => {
    await api.client().send(await createCommand({ FunctionName }));
    settle();
    const { Version: Qualifier } = await api.client().send(new PublishVersionCommand({ FunctionName }));

    const waited = await waitUntilPublishedVersionActive(waiting(), { FunctionName, Qualifier });

    expect(waited).toMatchObject({ state: 'SUCCESS', reason: { State: 'Active', Version: '1' } });
  });

  it('go on while a function does not exist, and end when it does', async () => {
    const client = api.client();
    const exists = waitUntilFunctionExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { FunctionName });

    await api.client().send(await createCommand({ FunctionName }));

    expect((await exists).state).toBe('SUCCESS');
  });
});
