import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import type { HostedSandbox, SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, nextExit, nextLoss, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('a sandbox that is paused', () => {
  const docker = new Docker();
  let host: SandboxHost;

  beforeAll(async () => {
    await ensureStandInImage();
    host = await startTestHost();
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
  });

  async function started(script: string): Promise<{ sandbox: HostedSandbox; lost: string[]; output: () => string }> {
    const { spec, output } = specFor({ script });
    const sandbox = await host.create(spec, never);
    const lost: string[] = [];
    sandbox.onLost((reason) => lost.push(reason));
    await sandbox.startRuntime();
    return { sandbox, lost, output };
  }

  async function isPaused(sandbox: HostedSandbox): Promise<boolean> {
    return (await docker.getContainer(sandbox.nativeId).inspect()).State.Paused;
  }

  it('stands still until it is resumed, and is not lost by it', async () => {
    const { sandbox, lost } = await started('sleep 1000');

    await sandbox.pause?.();
    await sandbox.pause?.();
    const during = await isPaused(sandbox);
    await sandbox.resume?.();
    await sandbox.resume?.();
    const after = await isPaused(sandbox);
    for (let round = 0; round < 5; round += 1) {
      await sandbox.pause?.();
      await sandbox.resume?.();
    }
    // The engine's events arrive in order: this end comes after all of the pauses.
    await sandbox.killRuntime();
    await sandbox.remove();

    expect({ during, after }).toEqual({ during: true, after: false });
    expect(lost).toEqual([]);
  });

  it('is lost when somebody else pauses it after it was resumed', async () => {
    const { sandbox } = await started('sleep 1000');
    await sandbox.pause?.();
    await sandbox.resume?.();
    const loss = nextLoss(sandbox);

    await docker.getContainer(sandbox.nativeId).pause();

    expect(await loss).toBe('paused from outside');
    await sandbox.remove();
  });

  it('is resumed without complaint when somebody else was quicker', async () => {
    const { sandbox, lost } = await started('sleep 1000');
    await sandbox.pause?.();
    await docker.getContainer(sandbox.nativeId).unpause();

    await sandbox.resume?.();
    const paused = await isPaused(sandbox);
    await sandbox.remove();

    expect(paused).toBe(false);
    expect(lost).toEqual([]);
  });

  it('can be killed, started again, asked to end and removed', async () => {
    const script = "trap 'exit 9' TERM; echo up; while true; do sleep 0.05; done";
    const { sandbox, output } = await started(script);
    const killed = nextExit(sandbox);
    await sandbox.pause?.();
    await sandbox.killRuntime();
    const first = await killed;
    await sandbox.startRuntime();
    while (output().split('up').length < 3) await new Promise((resolve) => setImmediate(resolve));
    const ended = nextExit(sandbox);
    await sandbox.pause?.();
    await sandbox.terminateRuntime(10_000);
    const second = await ended;
    await sandbox.startRuntime();
    await sandbox.pause?.();
    await sandbox.remove();

    expect(first).toMatchObject({ signal: 'SIGKILL' });
    expect(second).toMatchObject({ exitCode: 9 });
    await expect(docker.getContainer(sandbox.nativeId).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is lost when it is killed from outside', async () => {
    const { sandbox } = await started('sleep 1000');
    const loss = nextLoss(sandbox);
    await sandbox.pause?.();

    await docker.getContainer(sandbox.nativeId).kill();

    expect(await loss).toMatch('ended from outside');
    await sandbox.remove();
  });
});
