import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import type { SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, nextExit, nextLoss, runToEnd, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('a runtime in a container', () => {
  const docker = new Docker();
  let host: SandboxHost;

  beforeAll(async () => {
    await ensureStandInImage();
    host = await startTestHost();
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
  });

  it('writes to its owner and ends with its exit code', async () => {
    const { spec, output } = specFor({ script: 'echo out; echo err >&2; exit 3' });
    const sandbox = await host.create(spec, never);

    const exit = await runToEnd(sandbox);
    await sandbox.remove();

    expect(exit).toEqual({ exitCode: 3, outOfMemory: false });
    expect(output().split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('has all of its output handed over before its end is told', async () => {
    const { spec, output } = specFor({ script: 'seq 1 50000' });
    const sandbox = await host.create(spec, never);

    await runToEnd(sandbox);
    const lines = output().trimEnd().split('\n');
    await sandbox.remove();

    expect(lines).toHaveLength(50_000);
    expect(lines.at(-1)).toBe('50000');
  });

  it('is told to be out of memory when the kernel kills it for that', async () => {
    const { spec } = specFor({ script: 'exec tail /dev/zero', memoryMb: 128 });
    const sandbox = await host.create(spec, never);

    const exit = await runToEnd(sandbox);
    const used = await sandbox.maxMemoryUsedMb();
    await sandbox.remove();

    expect(exit).toEqual({ exitCode: 137, signal: 'SIGKILL', outOfMemory: true });
    expect(used).toBe(128);
  });

  it('is killed at once, and the container remains a place for the next one', async () => {
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);
    const lost: string[] = [];
    sandbox.onLost((reason) => lost.push(reason));
    await sandbox.startRuntime();
    const exit = nextExit(sandbox);

    await sandbox.killRuntime();
    const first = await exit;
    await sandbox.startRuntime();
    await sandbox.killRuntime();
    await sandbox.remove();

    expect(first).toEqual({ exitCode: 137, signal: 'SIGKILL', outOfMemory: false });
    expect(lost).toEqual([]);
  });

  it.each([
    ['KILL', { exitCode: 137, signal: 'SIGKILL' }],
    ['TERM', { exitCode: 143, signal: 'SIGTERM' }],
    ['ABRT', { exitCode: 134, signal: 'SIGABRT' }],
  ])('that kills itself by SIG%s dies of it, and its place is not lost', async (name, words) => {
    const { spec, output } = specFor({ script: `kill -${name} $$; sleep 1; echo survived` });
    const sandbox = await host.create(spec, never);
    const lost: string[] = [];
    sandbox.onLost((reason) => lost.push(reason));

    const exit = await runToEnd(sandbox);
    await sandbox.remove();

    expect(exit).toEqual({ ...words, outOfMemory: false });
    expect(output()).toBe('');
    expect(lost).toEqual([]);
  });

  it('finds its /tmp again when it is started anew, and nothing of its memory', async () => {
    const { spec, output } = specFor({ script: 'cat /tmp/kept 2>/dev/null || echo first; echo again > /tmp/kept' });
    const sandbox = await host.create(spec, never);

    await runToEnd(sandbox);
    await runToEnd(sandbox);
    await sandbox.remove();

    expect(output()).toBe('first\nagain\n');
  });

  it('gets SIGTERM and may end by itself within the grace', async () => {
    const { spec, output } = specFor({
      script: "trap 'echo bye; exit 0' TERM; echo up; while true; do sleep 0.05; done",
    });
    const sandbox = await host.create(spec, never);
    const exit = nextExit(sandbox);
    await sandbox.startRuntime();
    while (!output().includes('up')) await new Promise((resolve) => setImmediate(resolve));

    await sandbox.terminateRuntime(10_000);
    await sandbox.remove();

    expect((await exit).exitCode).toBe(0);
    expect(output()).toContain('bye');
  });

  it('is killed after the grace when it ignores SIGTERM', async () => {
    const { spec, output } = specFor({ script: "trap '' TERM; echo up; sleep 1000" });
    const sandbox = await host.create(spec, never);
    const exit = nextExit(sandbox);
    await sandbox.startRuntime();
    while (!output().includes('up')) await new Promise((resolve) => setImmediate(resolve));

    await sandbox.terminateRuntime(50);
    await sandbox.remove();

    expect((await exit).signal).toBe('SIGKILL');
  });

  it.each([
    ['docker kill', async (id: string) => docker.getContainer(id).kill(), /ended from outside with signal 9/],
    ['docker stop', async (id: string) => docker.getContainer(id).stop({ t: 0 }), /ended from outside with signal/],
    ['docker rm -f', async (id: string) => docker.getContainer(id).remove({ force: true, v: true }), /outside/],
    ['docker pause', async (id: string) => docker.getContainer(id).pause(), /paused from outside/],
  ])('is lost when somebody uses %s on its container', async (_name, interfere, reason) => {
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);
    const lost = nextLoss(sandbox);
    await sandbox.startRuntime();

    await interfere(sandbox.nativeId);

    expect(await lost).toMatch(reason);
    await sandbox.remove();
  });

  it('leaves neither container nor volume when its sandbox is removed, twice or while it runs', async () => {
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);
    await sandbox.startRuntime();
    const { Mounts } = await docker.getContainer(sandbox.nativeId).inspect();

    await Promise.all([sandbox.remove(), sandbox.remove()]);

    await expect(docker.getContainer(sandbox.nativeId).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await expect(docker.getVolume(Mounts[0]!.Name!).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await expect(sandbox.startRuntime()).rejects.toThrow('the sandbox was removed');
  });

  it.each([
    ['/bin/nope', 'fork/exec /bin/nope: no such file or directory'],
    ['nope', 'exec: "nope": executable file not found in $PATH'],
    ['/etc', /fork\/exec \/etc: (permission denied|is a directory)/],
  ])('that cannot be started, %s, ends with the words of AWS', async (entryPoint, words) => {
    const { spec, output } = specFor({ entryPoint: [entryPoint] });
    const sandbox = await host.create(spec, never);

    const exit = await runToEnd(sandbox);
    await sandbox.remove();

    expect(exit.outOfMemory).toBe(false);
    expect(exit.invalidEntrypoint).toMatch(words);
    expect(output()).toBe('');
  });

  it('tells the addresses from which its requests come', async () => {
    const { spec } = specFor({ script: 'sleep 1000' });
    const sandbox = await host.create(spec, never);

    const { peerAddresses } = await sandbox.startRuntime();
    const { NetworkSettings } = await docker.getContainer(sandbox.nativeId).inspect();
    await sandbox.remove();

    expect(peerAddresses).toEqual([NetworkSettings.Networks['bridge']!.IPAddress]);
  });
});
