import { describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { packageRoot, silentLogger } from '../../../src/base/index.js';
import type { FunctionVersion } from '../../../src/model/index.js';
import { openStorage, type Storage } from '../../../src/storage/index.js';
import { functionVersion } from '../../support/function-version.js';
import { LiveInvokePath } from '../../support/live-invoke-path.js';
import { ProcessSandboxes } from '../../support/process-sandboxes.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';

function nodeFunction(name: string, changes: Partial<FunctionVersion> = {}): FunctionVersion {
  const code = {
    kind: 'folder',
    digest: name,
    path: path.join(packageRoot(), 'test/functions', name),
    live: false,
  } as const;
  return functionVersion({
    name,
    arn: { region: 'us-east-1', account: '000000000000', name },
    package: { packageType: 'Zip', runtime: 'nodejs22.x', handler: 'index.handler', code, layers: [] },
    timeoutMs: 20_000,
    ...changes,
  });
}

function openIn(dataFolder: string): Promise<Storage> {
  return openStorage({ dataFolder, ephemeral: false, logger: silentLogger });
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('invocations of a real function', () => {
  it('at once get a sandbox each, and later ones find them warm', async () => {
    await using folder = await temporaryFolder();
    await using sandboxes = await ProcessSandboxes.create();
    await using storage = await openIn(folder.path);
    await using invokePath = new LiveInvokePath({ host: sandboxes.host, storage });
    invokePath.functions.set('sleeps', nodeFunction('sleeps'));
    const callAtOnce = () =>
      Promise.all(Array.from({ length: 4 }, () => invokePath.invoke('sleeps', { ms: 3000 }))) as Promise<
        { pid: number }[]
      >;

    const first = await callAtOnce();
    const second = await callAtOnce();

    expect(new Set(first.map(({ pid }) => pid)).size).toBe(4);
    expect(new Set(second.map(({ pid }) => pid))).toEqual(new Set(first.map(({ pid }) => pid)));
    expect(invokePath.messages).toContain('info Function "sleeps" runs on the process host.');
  });

  it('after an update are answered by the new generation, and nothing of the old one stays', async () => {
    await using folder = await temporaryFolder();
    await using sandboxes = await ProcessSandboxes.create();
    await using storage = await openIn(folder.path);
    await using invokePath = new LiveInvokePath({ host: sandboxes.host, storage });
    invokePath.functions.set('environment', nodeFunction('sleeps'));
    await invokePath.invoke('environment', { ms: 0 });
    invokePath.functions.set('environment', nodeFunction('echo', { generation: 'g2', name: 'sleeps' }));

    await invokePath.assignment.retire('sleeps', 'g2');

    await until(() => invokePath.assignment.snapshot().length === 0);
    expect(await invokePath.invoke('environment', { a: 1 })).toEqual({ a: 1 });
  });

  it('end with the keep-alive time: no sandbox is left', async () => {
    await using folder = await temporaryFolder();
    await using sandboxes = await ProcessSandboxes.create();
    await using storage = await openIn(folder.path);
    await using invokePath = new LiveInvokePath({ host: sandboxes.host, storage, keepAliveMs: 100 });
    invokePath.functions.set('echo', nodeFunction('echo'));
    expect(await invokePath.invoke('echo', [1])).toEqual([1]);

    await until(() => invokePath.assignment.snapshot().length === 0);

    expect(await invokePath.invoke('echo', [2])).toEqual([2]);
  });

  it('of a broken function all fail, each with the error of the function', async () => {
    await using folder = await temporaryFolder();
    await using sandboxes = await ProcessSandboxes.create();
    await using storage = await openIn(folder.path);
    await using invokePath = new LiveInvokePath({ host: sandboxes.host, storage });
    invokePath.functions.set('throws-at-init', nodeFunction('throws-at-init'));

    const answers = await Promise.all(Array.from({ length: 6 }, () => invokePath.invoke('throws-at-init', {})));

    for (const answer of answers) expect(answer).toHaveProperty('errorType');
  });
});

it('an asynchronous event that was running when Hearth went away runs again at the next start', async () => {
  await using folder = await temporaryFolder();
  await using sandboxes = await ProcessSandboxes.create();
  const target = { account: '000000000000', region: 'us-east-1', name: 'sleeps' };
  {
    await using storage = await openIn(folder.path);
    await using invokePath = new LiveInvokePath({ host: sandboxes.host, storage });
    invokePath.functions.set('sleeps', nodeFunction('sleeps'));
    invokePath.queue.start();
    await invokePath.queue.accept({
      target,
      payload: Buffer.from('{"ms":60000}'),
      invocationType: 'Event',
      requestId: 'r',
    });
    await until(() => invokePath.assignment.snapshot().some(({ state }) => state === 'busy'));
  }

  await using storage = await openIn(folder.path);
  expect(storage.journal.list()).toMatchObject([{ requestId: 'r', attempts: 1 }]);
  await using invokePath = new LiveInvokePath({ host: sandboxes.host, storage });
  invokePath.functions.set('sleeps', nodeFunction('echo', { name: 'sleeps' }));
  invokePath.queue.start();
  await until(() => invokePath.queue.depth() === 0);

  expect(storage.journal.list()).toEqual([]);
  expect(invokePath.messages[0]).toContain('1 of them had been begun and may run a second time.');
});
