import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import Docker from 'dockerode';
import { packageRoot, silentLogger } from '../../../src/base/index.js';
import { openStorage, type Storage } from '../../../src/storage/index.js';
import type { SandboxHost } from '../../../src/worker/sandbox-host/index.js';
import { startTestHost } from '../../support/docker/test-docker-host.js';
import { functionVersion } from '../../support/function-version.js';
import { nextTurn } from '../../support/docker/interfered-functions.js';
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
    for (const [name, behaviour] of [
      ['sleeps', 'sleeps'],
      ['boots', 'slow-init'],
    ] as const) {
      const source = path.join(packageRoot(), 'test/functions', behaviour);
      const code = { kind: 'folder', digest: `docker-interference-${name}`, path: source, live: true } as const;
      invokePath.functions.set(
        name,
        functionVersion({
          name,
          arn: { region: 'us-east-1', account: '000000000000', name },
          package: { packageType: 'Zip', runtime: 'nodejs22.x', handler: 'index.handler', code, layers: [] },
          environment: { SLOW_INIT_MS: '1000' },
          timeoutMs: 60_000,
        }),
      );
    }
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

    it('while it boots is replaced, and the caller waits for the next one', async () => {
      const invoking = invokePath.invoke('boots', {});
      const { name } = await sandboxIn('starting');
      while (!(await isRunning(name))) await nextTurn();

      await interfere(docker.getContainer(name));

      expect(await invoking).not.toHaveProperty('errorType');
      const { name: next } = await sandboxIn('idle', 'boots');
      expect(next).not.toBe(name);
      await invokePath.assignment.retire('boots');
    });
  });

  async function isRunning(name: string): Promise<boolean> {
    return (await docker.getContainer(name).inspect()).State.Running;
  }

  async function sandboxIn(state: string, functionName?: string): Promise<{ readonly name: string }> {
    for (;;) {
      const found = invokePath.assignment
        .snapshot()
        .find((sandbox) => sandbox.state === state && sandbox.functionName === (functionName ?? sandbox.functionName));
      if (found !== undefined) return found;
      await nextTurn();
    }
  }
});
