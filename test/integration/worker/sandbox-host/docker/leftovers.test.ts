import { once } from 'node:events';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { startHostInChild } from '../../../../support/docker/host-in-child.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('what a Hearth leaves in Docker', () => {
  const docker = new Docker();

  beforeAll(async () => {
    await ensureStandInImage();
  });

  it('is removed by the next one when it was killed, and left alone while it lives', async () => {
    const killed = await startHostInChild();
    const living = await startHostInChild();
    const { Mounts, Config } = await docker.getContainer(killed.containerId).inspect();
    const label = `dev.lambda-hearth.owner=${Config.Labels['dev.lambda-hearth.owner'] ?? ''}`;
    const before = await docker.listContainers({ filters: { label: [label] } });
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');

    const next = await startTestHost();
    // Disposing waits for the clean-up of the start.
    await next[Symbol.asyncDispose]();

    await expect(docker.getContainer(killed.containerId).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await expect(docker.getVolume(Mounts[0]!.Name!).inspect()).rejects.toMatchObject({ statusCode: 404 });
    expect(before.map(({ Labels }) => Labels['dev.lambda-hearth.role']).sort()).toEqual(
      expect.arrayContaining(['gate', 'network-slot', 'sandbox']),
    );
    expect(await docker.listContainers({ all: true, filters: { label: [label] } })).toEqual([]);
    expect((await docker.listVolumes({ filters: { label: [label] } })).Volumes).toEqual([]);
    expect((await docker.getContainer(living.containerId).inspect()).State.Running).toBe(true);

    living.child.kill('SIGKILL');
    await once(living.child, 'exit');
    await (await startTestHost())[Symbol.asyncDispose]();
  });

  it('is nothing when it is stopped, running sandboxes or not', async () => {
    const host = await startTestHost();
    const sandboxes = await Promise.all(
      [1, 2, 3].map(() => host.create(specFor({ script: 'sleep 1000' }).spec, never)),
    );
    await sandboxes[0]!.startRuntime();
    const { Config } = await docker.getContainer(sandboxes[0]!.nativeId).inspect();
    const label = `dev.lambda-hearth.owner=${Config.Labels['dev.lambda-hearth.owner'] ?? ''}`;

    await host[Symbol.asyncDispose]();

    expect(await docker.listContainers({ all: true, filters: { label: [label] } })).toEqual([]);
    expect((await docker.listVolumes({ filters: { label: [label] } })).Volumes).toEqual([]);
    await expect(host.create(specFor({ script: 'true' }).spec, never)).rejects.toThrow('has been stopped');
  });
});
