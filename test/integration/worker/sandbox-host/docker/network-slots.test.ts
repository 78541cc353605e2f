import { beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { listenHttp } from '../../../../../src/base/index.js';
import type { SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, nextLoss, runToEnd, startTestHost, whenReady } from '../../../../support/docker/test-docker-host.js';

const patient = 3_600_000;

describe('a network slot', () => {
  const docker = new Docker();

  beforeAll(async () => {
    await ensureStandInImage();
  });

  async function hostWithSlots(networkSlots: number, choices = {}): Promise<SandboxHost> {
    const host = await startTestHost(choices, { networkSlots, gates: 0, idleMs: patient });
    await host.prepare(specFor({ script: 'true' }).spec, never);
    await whenReady(host, (parts) => parts.length === networkSlots);
    return host;
  }

  it('is ready once an image is, and belongs to nobody but its owner', async () => {
    await using host = await hostWithSlots(2);

    const inspected = await Promise.all(
      (host.preparedParts?.() ?? []).map(({ nativeId }) => docker.getContainer(nativeId).inspect()),
    );

    for (const { Config, HostConfig, State } of inspected) {
      expect(State.Running).toBe(true);
      expect(Config.Labels).toMatchObject({
        'dev.lambda-hearth.owner.pid': String(process.pid),
        'dev.lambda-hearth.role': 'network-slot',
      });
      expect(Config.Labels).not.toHaveProperty('sam.cli.container.type');
      expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'], Memory: 16 * 1024 * 1024 });
    }
  });

  it('is the network of one sandbox, whose requests come from its address', async () => {
    await using host = await hostWithSlots(1);
    const { bindAddress, sandboxFacingHost } = await host.route();
    const callers: (string | undefined)[] = [];
    await using server = await listenHttp(
      (request, response) => {
        callers.push(request.socket.remoteAddress);
        response.end('heard');
      },
      { host: bindAddress, port: 0 },
    );
    const { spec, output } = specFor({ script: `wget -q -O - http://${sandboxFacingHost}:${server.port}/` });

    const sandbox = await host.create(spec, never);
    const started = sandbox.startRuntime();
    while (output() === '') await new Promise((resolve) => setImmediate(resolve));
    const { peerAddresses } = await started;
    await sandbox.remove();

    expect(sandbox.startPath).toBe('slot');
    expect(output()).toBe('heard');
    expect(peerAddresses).toEqual(callers);
  });

  it('has the names and name servers that were chosen', async () => {
    await using host = await hostWithSlots(1, { addHosts: ['neighbour:10.1.2.3'], dns: ['10.9.8.7'] });
    const { spec, output } = specFor({ script: 'grep neighbour /etc/hosts; grep nameserver /etc/resolv.conf' });

    const sandbox = await host.create(spec, never);
    await runToEnd(sandbox);
    await sandbox.remove();

    expect(sandbox.startPath).toBe('slot');
    expect(output().replaceAll('\t', ' ')).toBe('10.1.2.3 neighbour\nnameserver 10.9.8.7\n');
  });

  it('serves one sandbox, goes with it, and is replaced', async () => {
    await using host = await hostWithSlots(2);
    const first = host.preparedParts?.().map(({ nativeId }) => nativeId) ?? [];
    const sandboxes = await Promise.all(
      [1, 2, 3].map(() => host.create(specFor({ script: 'sleep 1000' }).spec, never)),
    );

    const addresses = await Promise.all(sandboxes.map((sandbox) => sandbox.startRuntime()));
    await whenReady(host, (parts) => parts.length === 2);
    await Promise.all(sandboxes.map((sandbox) => sandbox.remove()));

    expect(sandboxes.map(({ startPath }) => startPath).sort()).toEqual(['bridge', 'slot', 'slot']);
    expect(new Set(addresses.flatMap(({ peerAddresses }) => peerAddresses)).size).toBe(3);
    for (const id of first) {
      await expect(docker.getContainer(id).inspect()).rejects.toMatchObject({ statusCode: 404 });
    }
    expect(host.preparedParts?.()).toHaveLength(2);
  });

  it('that is killed while it waits is not used, and replaced', async () => {
    await using host = await hostWithSlots(1);
    const [killed] = host.preparedParts?.() ?? [];

    await docker.getContainer(killed!.nativeId).kill();
    await whenReady(host, (parts) => parts.every(({ nativeId }) => nativeId !== killed!.nativeId));
    const sandbox = await host.create(specFor({ script: 'true' }).spec, never);
    const exit = await runToEnd(sandbox);
    await sandbox.remove();
    await whenReady(host, (parts) => parts.length === 1);

    expect(exit.exitCode).toBe(0);
  });

  it.each([
    ['killed', (container: Docker.Container) => container.kill()],
    ['paused', (container: Docker.Container) => container.pause()],
    [
      'cut off from its network',
      (container: Docker.Container) => docker.getNetwork('bridge').disconnect({ Container: container.id, Force: true }),
    ],
  ])('that is %s takes its sandbox with it', async (_how, interfere) => {
    await using host = await hostWithSlots(1);
    const [slot] = host.preparedParts?.() ?? [];
    const sandbox = await host.create(specFor({ script: 'sleep 1000' }).spec, never);
    const lost = nextLoss(sandbox);
    await sandbox.startRuntime();

    await interfere(docker.getContainer(slot!.nativeId));

    expect(await lost).toContain(slot!.name);
    await sandbox.remove();
    await expect(docker.getContainer(slot!.nativeId).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('that is killed before its sandbox is started is a loss from outside, whoever notices first', async () => {
    await using host = await hostWithSlots(1);
    const [slot] = host.preparedParts?.() ?? [];
    const sandbox = await host.create(specFor({ script: 'true' }).spec, never);
    const lost = nextLoss(sandbox);

    const killing = docker.getContainer(slot!.nativeId).kill();
    await Promise.all([killing, expect(killing.then(() => sandbox.startRuntime())).rejects.toThrow(/network|lost/)]);

    expect(await lost).toMatch(/its network was ended from outside|hearth-slot-/);
    await sandbox.remove();
  });

  it('is never made when none is asked for, or on the network of the machine', async () => {
    await using none = await startTestHost({}, { networkSlots: 0, gates: 0, idleMs: patient });
    await using machine = await startTestHost({ network: 'host' }, { networkSlots: 2, gates: 0, idleMs: patient });
    const paths = [];
    for (const host of [none, machine]) {
      const sandbox = await host.create(specFor({ script: 'true' }).spec, never);
      await runToEnd(sandbox);
      await sandbox.remove();
      paths.push(sandbox.startPath);
    }

    expect(paths).toEqual(['bridge', 'host-network']);
    expect([none.preparedParts?.(), machine.preparedParts?.()]).toEqual([[], []]);
  });

  it('is gone when nothing has run for the keep-alive time, and back after the next start', async () => {
    await using host = await startTestHost({}, { networkSlots: 1, gates: 0, idleMs: 1500 });
    const sandbox = await host.create(specFor({ script: 'sleep 1000' }).spec, never);
    await sandbox.startRuntime();
    await whenReady(host, (parts) => parts.length === 1);

    await sandbox.remove();
    await whenReady(host, (parts) => parts.length === 0);
    const next = await host.create(specFor({ script: 'true' }).spec, never);
    await runToEnd(next);
    await next.remove();
    const [back] = await whenReady(host, (parts) => parts.length === 1);

    expect(back?.kind).toBe('network-slot');
  });

  it('leaves nothing behind when its host is stopped', async () => {
    const host = await hostWithSlots(2);
    const [slot] = host.preparedParts?.() ?? [];
    const { Config } = await docker.getContainer(slot!.nativeId).inspect();
    await host.create(specFor({ script: 'true' }).spec, never);
    const label = `dev.lambda-hearth.owner=${Config.Labels['dev.lambda-hearth.owner'] ?? ''}`;

    await host[Symbol.asyncDispose]();

    expect(await docker.listContainers({ all: true, filters: { label: [label] } })).toEqual([]);
  });
});
