import { expect, it } from '@jest/globals';
import path from 'node:path';
import { packageRoot, silentLogger } from '../../../src/base/index.js';
import { openStorage } from '../../../src/storage/index.js';
import { startTestHost } from '../../support/docker/test-docker-host.js';
import { functionVersion } from '../../support/function-version.js';
import { LiveInvokePath } from '../../support/live-invoke-path.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';

it('ten calls at once get a container each, the next ten find them warm, and the keep-alive time leaves none', async () => {
  await using folder = await temporaryFolder();
  await using host = await startTestHost();
  await using storage = await openStorage({ dataFolder: folder.path, ephemeral: true, logger: silentLogger });
  await using invokePath = new LiveInvokePath({ host, storage, keepAliveMs: 6000, maxConcurrentStarts: 2 });
  const code = {
    kind: 'folder',
    digest: 'docker-invoke-path',
    path: path.join(packageRoot(), 'test/functions/keeps-globals-and-tmp'),
    live: true,
  } as const;
  invokePath.functions.set(
    'counts',
    functionVersion({
      name: 'counts',
      arn: { region: 'us-east-1', account: '000000000000', name: 'counts' },
      package: { packageType: 'Zip', runtime: 'nodejs22.x', handler: 'index.handler', code, layers: [] },
      timeoutMs: 20_000,
    }),
  );
  const lease = () =>
    invokePath.assignment.lease(invokePath.functions.get('counts') ?? functionVersion(), new AbortController().signal);

  // Ten that need a sandbox side by side: each keeps what it was lent.
  const lent = await Promise.all(Array.from({ length: 10 }, lease));
  expect(new Set(lent).size).toBe(10);
  for (const sandbox of lent) invokePath.assignment.returnUnused(sandbox);
  const again = await Promise.all(Array.from({ length: 10 }, lease));
  expect(new Set(again)).toEqual(new Set(lent));
  for (const sandbox of again) invokePath.assignment.returnUnused(sandbox);
  expect(await invokePath.invoke('counts', {})).toMatchObject({ inThisProcess: 1 });

  while (invokePath.assignment.snapshot().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(invokePath.assignment.starts()).toEqual({ inFlight: 0, waiting: 0, limit: 2 });
});
