import { beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { startEngineProxy } from '../../../../support/docker/engine-proxy.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, nextExit, nextLoss, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('when the connection to the engine breaks', () => {
  const docker = new Docker();

  beforeAll(async () => {
    await ensureStandInImage();
  });

  it('a runtime that goes on is listened to again', async () => {
    await using proxy = await startEngineProxy();
    await using host = await startTestHost({ environment: { DOCKER_HOST: proxy.dockerHost } });
    const { spec, output } = specFor({ script: 'for i in $(seq 1 1000); do echo $i; sleep 0.02; done' });
    const sandbox = await host.create(spec, never);
    await sandbox.startRuntime();
    while (output() === '') await new Promise((resolve) => setImmediate(resolve));

    proxy.cut();
    const before = output().length;
    while (output().length < before + 10) await new Promise((resolve) => setImmediate(resolve));

    expect(output().length).toBeGreaterThan(before);
  });

  it('a runtime that ends afterwards is heard of by the new one', async () => {
    await using proxy = await startEngineProxy();
    await using host = await startTestHost({ environment: { DOCKER_HOST: proxy.dockerHost } });
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);
    const exit = nextExit(sandbox);
    await sandbox.startRuntime();

    proxy.cut();
    await docker.getContainer(sandbox.nativeId).kill();

    expect((await exit).signal).toBe('SIGKILL');
    await sandbox.remove();
  });

  it('a runtime that ends meanwhile is asked for', async () => {
    await using proxy = await startEngineProxy();
    await using host = await startTestHost({ environment: { DOCKER_HOST: proxy.dockerHost } });
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);
    const exit = nextExit(sandbox);
    await sandbox.startRuntime();

    proxy.refuse();
    proxy.cut();
    await docker.getContainer(sandbox.nativeId).kill();
    proxy.accept();

    expect(await exit).toMatchObject({ outOfMemory: false });
    await sandbox.remove();
  });

  it('and the engine does not come back, the sandbox is lost', async () => {
    await using proxy = await startEngineProxy();
    const host = await startTestHost({ environment: { DOCKER_HOST: proxy.dockerHost } });
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);
    const lost = nextLoss(sandbox);
    await sandbox.startRuntime();
    await host.route();

    proxy.refuse();
    proxy.cut();

    expect(await lost).toBe('the Docker engine does not answer');
    // Functions do not move to another host because of it.
    await expect(host.canRun(spec)).rejects.toThrow('Docker cannot say whether it has the image');
    proxy.accept();
    await host[Symbol.asyncDispose]();
    await expect(docker.getContainer(sandbox.nativeId).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });
});
