import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import Docker from 'dockerode';
import { packageRoot, silentLogger } from '../../../src/base/index.js';
import { openStorage, type Storage } from '../../../src/storage/index.js';
import type { SandboxHost } from '../../../src/worker/sandbox-host/index.js';
import { startTestHost } from '../../support/docker/test-docker-host.js';
import { functionVersion } from '../../support/function-version.js';
import { LiveInvokePath } from '../../support/live-invoke-path.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';

describe('a container that somebody else ends', () => {
  const docker = new Docker();
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let host: SandboxHost;
  let storage: Storage;
  let invokePath: LiveInvokePath;

  beforeAll(async () => {
    folder = await temporaryFolder();
    host = await startTestHost();
    storage = await openStorage({ dataFolder: folder.path, ephemeral: true, logger: silentLogger });
    invokePath = new LiveInvokePath({ host, storage });
    const source = path.join(packageRoot(), 'test/functions/sleeps');
    const code = { kind: 'folder', digest: 'docker-interference', path: source, live: true } as const;
    invokePath.functions.set(
      'sleeps',
      functionVersion({
        name: 'sleeps',
        arn: { region: 'us-east-1', account: '000000000000', name: 'sleeps' },
        package: { packageType: 'Zip', runtime: 'nodejs22.x', handler: 'index.handler', code, layers: [] },
        timeoutMs: 60_000,
      }),
    );
  });
  afterAll(async () => {
    await invokePath[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
    await host[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  describe.each([
    ['docker kill', (container: Docker.Container) => container.kill()],
    ['docker stop', (container: Docker.Container) => container.stop({ t: 0 })],
    ['docker pause', (container: Docker.Container) => container.pause()],
    ['docker rm -f', (container: Docker.Container) => container.remove({ force: true, v: true })],
  ])('by %s', (_name, interfere) => {
    it('while idle is replaced before the next invocation', async () => {
      await invokePath.invoke('sleeps', { ms: 0 });
      const { name } = await sandboxIn('idle');

      await interfere(docker.getContainer(name));

      expect(await invokePath.invoke('sleeps', { ms: 0 })).not.toHaveProperty('errorType');
      expect((await sandboxIn('idle')).name).not.toBe(name);
    });

    it('while busy ends its invocation as killed, and the next one gets another', async () => {
      const running = invokePath.invoke('sleeps', { ms: 50_000 });
      const { name } = await sandboxIn('busy');

      await interfere(docker.getContainer(name));

      expect(await running).toMatchObject({
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/Runtime exited with error: signal: (killed|terminated)$/),
      });
      expect(await invokePath.invoke('sleeps', { ms: 0 })).not.toHaveProperty('errorType');
    });
  });

  async function sandboxIn(state: string): Promise<{ readonly name: string }> {
    for (;;) {
      const found = invokePath.assignment.snapshot().find((sandbox) => sandbox.state === state);
      if (found !== undefined) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});
