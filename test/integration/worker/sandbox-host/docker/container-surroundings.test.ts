import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { pack } from 'tar-stream';
import type { SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, runToEnd, startTestHost } from '../../../../support/docker/test-docker-host.js';

describe('what a runtime finds around it', () => {
  const docker = new Docker();
  let host: SandboxHost;

  beforeAll(async () => {
    await ensureStandInImage();
    host = await startTestHost();
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
  });

  async function outputOf(script: string, image?: string): Promise<string> {
    const { spec, output } = specFor({ script, memoryMb: 256, ...(image === undefined ? {} : { image }) });
    const sandbox = await host.create(spec, never);
    await runToEnd(sandbox);
    await sandbox.remove();
    return output();
  }

  it("is this engine's processor without a word when the architecture is ignored", async () => {
    await using ignoring = await startTestHost({ ignoreArchitecture: true });
    const { spec, output } = specFor({ script: 'echo runs' });
    const foreign = { ...spec, architecture: spec.architecture === 'arm64' ? 'x86_64' : 'arm64' } as const;

    const verdicts = [await host.canRun(foreign), await ignoring.canRun(foreign)];
    const sandbox = await ignoring.create(foreign, never);
    await runToEnd(sandbox);
    await sandbox.remove();

    expect(verdicts).toEqual([{ able: true, notice: expect.stringContaining('will not run') }, { able: true }]);
    expect(output()).toBe('runs\n');
  });

  it('is user 993 of group 990', async () => {
    expect(await outputOf('id -u; id -g')).toBe('993\n990\n');
  });

  it('is a file system that cannot be written, but for /tmp, where files can also be executed', async () => {
    const script =
      'touch /etc/x 2>/dev/null || echo read-only; cp /bin/busybox /tmp/echo 2>/dev/null || cat /bin/busybox > /tmp/echo; ' +
      'chmod 755 /tmp/echo; /tmp/echo works; stat -c %a /tmp';

    expect(await outputOf(script)).toBe('read-only\nworks\n1777\n');
  });

  it('is at most 1,024 open files, no capabilities and no way to gain privileges', async () => {
    const output = await outputOf('ulimit -n; grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status | tr -d "\\t"');

    expect(output).toBe('1024\nCapEff:0000000000000000\nCapBnd:0000000000000000\nNoNewPrivs:1\n');
  });

  it("is the function's memory without swap, 1,024 processes, and CPU in proportion", async () => {
    const { spec } = specFor({ script: 'true', memoryMb: 1769 });
    const sandbox = await host.create(spec, never);
    const { HostConfig } = await docker.getContainer(sandbox.nativeId).inspect();
    await sandbox.remove();

    expect(HostConfig).toMatchObject({
      Memory: 1769 * 1024 * 1024,
      MemorySwap: 1769 * 1024 * 1024,
      PidsLimit: 1024,
      CpuShares: 1024,
      CapDrop: ['ALL'],
    });
  });

  it('is a /tmp whose files do not count as memory', async () => {
    const { spec, output } = specFor({
      script: 'dd if=/dev/zero of=/tmp/big bs=1M count=300 2>/dev/null && ls -l /tmp/big | wc -l',
      memoryMb: 128,
    });
    const sandbox = await host.create(spec, never);

    const exit = await runToEnd(sandbox);
    await sandbox.remove();

    expect(exit).toEqual({ exitCode: 0, outOfMemory: false });
    expect(output()).toBe('1\n');
  });

  it('is a /tmp of mode 1777 also where the image has none', async () => {
    const image = 'hearth-test/without-tmp:1';
    const busybox = await docker.createContainer({ Image: await ensureStandInImage() });
    const binary = await readAll(await busybox.getArchive({ path: '/bin/busybox' }));
    await busybox.remove();
    const tar = pack();
    tar.entry({ name: 'sh', mode: 0o755 }, binary.subarray(512));
    tar.finalize();
    const imported = await docker.importImage(tar as unknown as NodeJS.ReadableStream, {
      repo: 'hearth-test/without-tmp',
      tag: '1',
    });
    await readAll(imported);
    const { spec, output } = specFor({
      image,
      entryPoint: ['/sh', '-c', 'echo kept > /tmp/x; read y < /tmp/x; echo $y'],
    });

    const sandbox = await host.create(spec, never);
    await runToEnd(sandbox);
    await sandbox.remove();
    await docker.getImage(image).remove({ force: true });

    expect(output()).toBe('kept\n');
  });

  it('is the environment that Hearth gives', async () => {
    const { spec, output } = specFor({ script: 'echo "$GREETING"', environment: { GREETING: 'a=b "c"\nd' } });
    const sandbox = await host.create(spec, never);

    await runToEnd(sandbox);
    await sandbox.remove();

    expect(output()).toBe('a=b "c"\nd\n');
  });

  it('carries a speaking name, the label that scripts look for, and its owner', async () => {
    const { spec } = specFor({ script: 'true', functionName: 'Hello' });
    const sandbox = await host.create(spec, never);
    const { Name, Config } = await docker.getContainer(sandbox.nativeId).inspect();
    await sandbox.remove();

    expect(Name).toBe(`/hearth-Hello-${spec.sandboxId.slice(0, 8)}`);
    expect(Config.Labels).toMatchObject({
      'sam.cli.container.type': 'lambda',
      'dev.lambda-hearth.function': 'Hello',
      'dev.lambda-hearth.owner.pid': String(process.pid),
    });
  });

  it('tells how much memory was used at most, without the file cache, in MB', async () => {
    const { spec, output } = specFor({
      script: 'dd if=/dev/zero of=/tmp/big bs=1M count=100 2>/dev/null; echo done; sleep 1000',
      memoryMb: 512,
    });
    const sandbox = await host.create(spec, never);
    await sandbox.startRuntime();
    while (!output().includes('done')) await new Promise((resolve) => setImmediate(resolve));

    const used = await sandbox.maxMemoryUsedMb();
    await sandbox.remove();

    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(60);
  });
});

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
