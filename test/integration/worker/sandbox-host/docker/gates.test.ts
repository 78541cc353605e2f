import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { randomHex } from '../../../../../src/base/index.js';
import type { CodeSource } from '../../../../../src/model/index.js';
import type { SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { type SpecChoices, specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureImageWithoutShell, ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { waitUntil } from '../../../../support/wait-until.js';
import { never, nextLoss, runToEnd, startTestHost, whenReady } from '../../../../support/docker/test-docker-host.js';

const patient = 3_600_000;

describe('a gate', () => {
  const docker = new Docker();
  let folder: string;

  beforeAll(async () => {
    await ensureStandInImage();
    folder = await mkdtemp(path.join(tmpdir(), 'gates-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  /** A folder with a `bootstrap` of these commands. */
  async function codeOf(script: string, files: Readonly<Record<string, string>> = {}): Promise<CodeSource> {
    const place = await mkdtemp(path.join(folder, 'code-'));
    await writeFile(path.join(place, 'bootstrap'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(place, name), content);
    return { kind: 'folder', path: place, digest: randomHex(16), live: false };
  }

  async function specOf(script: string, choices: SpecChoices = {}): Promise<ReturnType<typeof specFor>> {
    return specFor({ runtime: 'provided.al2023', code: await codeOf(script), ...choices });
  }

  /** A host whose gates are ready for functions of the stand-in image. */
  async function hostWithGates(gates: number, choices: SpecChoices = {}): Promise<SandboxHost> {
    const host = await startTestHost({}, { networkSlots: 0, gates, idleMs: patient });
    const { spec } = await specOf('true', choices);
    await host.prepare(spec, never);
    await whenReady(host, (parts) => parts.length === gates);
    return host;
  }

  /** By way of a gate, whichever is ready. */
  async function runThrough(host: SandboxHost, { spec, output }: ReturnType<typeof specFor>): Promise<string> {
    await host.prepare(spec, never);
    const sandbox = await host.create(spec, never);
    await runToEnd(sandbox);
    await sandbox.remove();
    expect(sandbox.startPath).toBe('gate');
    return output();
  }

  it('is ready once an image is, and belongs to nobody but its owner', async () => {
    await using host = await hostWithGates(2);

    const parts = host.preparedParts?.() ?? [];
    const inspected = await Promise.all(parts.map(({ nativeId }) => docker.getContainer(nativeId).inspect()));

    expect(parts.map(({ kind, image }) => ({ kind, image }))).toEqual([
      { kind: 'gate', image: 'hearth-test/busybox:2' },
      { kind: 'gate', image: 'hearth-test/busybox:2' },
    ]);
    for (const { Config, State } of inspected) {
      expect(State.Running).toBe(true);
      expect(Config.Labels).toMatchObject({ 'dev.lambda-hearth.role': 'gate' });
      expect(Config.Labels).not.toHaveProperty('sam.cli.container.type');
      expect(Config.Labels).not.toHaveProperty('dev.lambda-hearth.function');
    }
  });

  it('becomes the sandbox of a function that it was not made for, with its code, its name and its limits', async () => {
    await using host = await hostWithGates(1);
    const { spec, output } = await specOf('cat /var/task/data; sleep 1000', {
      code: await codeOf('cat /var/task/data; sleep 1000', { data: 'mine' }),
      memoryMb: 300,
      functionName: 'Another',
    });
    await host.prepare(spec, never);

    const sandbox = await host.create(spec, never);
    const { peerAddresses } = await sandbox.startRuntime();
    while (output() === '') await new Promise((resolve) => setImmediate(resolve));
    const container = docker.getContainer(sandbox.nativeId);
    while ((await container.inspect()).Name !== `/${sandbox.name}`);
    const { HostConfig, NetworkSettings } = await container.inspect();
    await sandbox.remove();

    expect(sandbox.startPath).toBe('gate');
    expect(sandbox.name).toMatch(/^hearth-Another-/);
    expect(output()).toBe('mine');
    expect(peerAddresses).toEqual([NetworkSettings.Networks['bridge']!.IPAddress]);
    expect(HostConfig).toMatchObject({
      Memory: 300 * 1024 * 1024,
      MemorySwap: 300 * 1024 * 1024,
      CpuShares: Math.round((300 * 1024) / 1769),
      PidsLimit: 1024,
    });
    await expect(container.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('gives a runtime exactly what a plain start gives it', async () => {
    const script = [
      'env | sort',
      'cat /proc/$$/environ | tr "\\0" "\\n" | sort',
      'cat /proc/$$/cmdline | tr "\\0" "|"; echo',
      'readlink /proc/$$/cwd',
      'for fd in 0 1 2 4 5 6 7 8 9; do echo "$fd $(readlink /proc/$$/fd/$fd | tr -d "0-9")"; done',
      'grep flags /proc/$$/fdinfo/0',
      'read line || echo "no input"',
      'id; umask; ulimit -a',
      'grep -E "^(Cap|NoNewPrivs|Groups|Sig|Seccomp)" /proc/$$/status',
      'grep -E " (/var/task|/tmp) " /proc/mounts',
      'find /var/task /opt /tmp -exec stat -c "%n %a %u %g %s" {} + | sort',
    ].join('\n');
    const environment = {
      PLAIN: 'value',
      QUOTES: `it's "quoted" \`back\` \\ $HOME $(id) %s !x`,
      LINES: 'one\ntwo\n\nlast\n',
      UNICODE: 'grüße 🎉 \u0081\u0082\u0088',
      EMPTY: '',
      SPACES: '  a  b\t',
      LARGE: 'x'.repeat(4000),
      PATH: '/bin:/elsewhere',
      HOME: '/nowhere',
      PWD: '/pretended',
      'odd.name-here': 'kept',
    };
    const code = await codeOf(script, { 'a file': '1' });
    await using plainHost = await startTestHost();
    await using host = await hostWithGates(1);
    const choices = { code, environment };

    const plain = await specOf('', choices);
    const plainSandbox = await plainHost.create(plain.spec, never);
    await runToEnd(plainSandbox);
    await plainSandbox.remove();
    const gated = await runThrough(host, await specOf('', choices));

    const withoutHostName = (output: string): string => output.replaceAll(/HOSTNAME=.*/g, 'HOSTNAME=');
    expect(withoutHostName(gated)).toBe(withoutHostName(plain.output()));
    expect(gated).toContain('grüße 🎉');
  });

  it('shows no sandbox the code, layers, environment or files of another', async () => {
    await using host = await hostWithGates(2);
    const secret = await specOf('echo "$SECRET"; echo left > /tmp/left; sleep 1000', {
      code: await codeOf('echo "$SECRET"; echo left > /tmp/left; sleep 1000', { 'secret-file': 'code of the first' }),
      layers: [await codeOf('true', { 'secret-layer': 'layer of the first' })],
      environment: { SECRET: 'word of the first' },
    });
    await host.prepare(secret.spec, never);
    const first = await host.create(secret.spec, never);
    await first.startRuntime();
    while (!secret.output().includes('word')) await new Promise((resolve) => setImmediate(resolve));

    const spying = [
      'find / -xdev -name "*secret*" 2>/dev/null; find /var/task /opt /tmp',
      'for p in /proc/[0-9]*; do cat $p/environ $p/cmdline 2>/dev/null; done | tr "\\0" "\\n" | grep "[o]f the first"',
      'touch /var/task/x 2>/dev/null && echo wrote; touch /opt/x 2>/dev/null && echo wrote',
      'chmod 777 /var/task/bootstrap 2>/dev/null && echo changed; echo x >> /var/task/bootstrap',
    ].join('\n');
    const seen = await runThrough(host, await specOf(spying));
    await first.remove();

    expect(first.startPath).toBe('gate');
    expect(seen.split('\n').filter((line) => /secret|first|left|wrote|changed/.test(line))).toEqual([]);
    expect(seen).toContain('/var/task/bootstrap');
  });

  it('lets a runtime start anew in the same place, which finds its /tmp, its code and its environment again', async () => {
    await using host = await hostWithGates(1);
    const { spec, output } = await specOf(
      'cat /tmp/kept 2>/dev/null; echo "$GREETING"; echo kept > /tmp/kept; exit 3',
      {
        environment: { GREETING: 'hello' },
        memoryMb: 200,
      },
    );
    await host.prepare(spec, never);
    const sandbox = await host.create(spec, never);

    const exits = [await runToEnd(sandbox), await runToEnd(sandbox)];
    await sandbox.remove();

    expect(sandbox.startPath).toBe('gate');
    expect(exits).toEqual([
      { exitCode: 3, outOfMemory: false },
      { exitCode: 3, outOfMemory: false },
    ]);
    expect(output()).toBe('hello\nkept\nhello\n');
  });

  it('has the layers of its function in /opt', async () => {
    await using host = await hostWithGates(1);
    const layers = [await codeOf('true', { one: '1', both: '1' }), await codeOf('true', { both: '2' })];

    const output = await runThrough(host, await specOf('cat /opt/one /opt/both', { layers }));

    expect(output).toBe('12');
  });

  it.each([
    ['/bin/nope', 'fork/exec /bin/nope: no such file or directory'],
    ['/etc', 'fork/exec /etc: permission denied'],
  ])('that cannot start %s ends with the words of AWS', async (entryPoint, words) => {
    await using host = await startTestHost({}, { networkSlots: 0, gates: 1, idleMs: patient });
    const { spec, output } = specFor({ entryPoint: [entryPoint] });
    await host.prepare(spec, never);
    await whenReady(host, (parts) => parts.length === 1);
    const sandbox = await host.create(spec, never);

    const exit = await runToEnd(sandbox);
    await sandbox.remove();

    expect(sandbox.startPath).toBe('gate');
    expect(exit.invalidEntrypoint).toBe(words);
    expect(output()).toBe('');
  });

  it('that is killed while it waits is not used', async () => {
    await using host = await hostWithGates(1);
    const [gate] = host.preparedParts?.() ?? [];

    await docker.getContainer(gate!.nativeId).kill();
    await whenReady(host, (parts) => parts.every(({ nativeId }) => nativeId !== gate!.nativeId));
    const sandbox = await host.create((await specOf('exit 4')).spec, never);
    const exit = await runToEnd(sandbox);
    await sandbox.remove();

    expect(exit.exitCode).toBe(4);
  });

  it('that is killed, paused or removed once it is a sandbox is lost like any other', async () => {
    await using host = await hostWithGates(3);
    const lives = await Promise.all(
      [0, 1, 2].map(async () => {
        const { spec } = await specOf('sleep 1000');
        await host.prepare(spec, never);
        const sandbox = await host.create(spec, never);
        const lost = nextLoss(sandbox);
        await sandbox.startRuntime();
        return { sandbox, lost };
      }),
    );
    const containers = lives.map(({ sandbox }) => docker.getContainer(sandbox.nativeId));

    await containers[0]!.kill();
    await containers[1]!.pause();
    await containers[2]!.remove({ force: true });
    const reasons = await Promise.all(lives.map(({ lost }) => lost));
    await Promise.all(lives.map(({ sandbox }) => sandbox.remove()));

    expect(lives.map(({ sandbox }) => sandbox.startPath)).toEqual(['gate', 'gate', 'gate']);
    for (const reason of reasons) expect(reason).toMatch(/outside/);
  });

  it('is not to be had from an image without a shell, whose sandboxes start all the same', async () => {
    const image = await ensureImageWithoutShell();
    await using host = await startTestHost({}, { networkSlots: 1, gates: 1, idleMs: patient }, 'debug');
    const { spec } = specFor({ image, entryPoint: ['/bin/busybox', 'true'] });
    await host.prepare(spec, never);
    const told = ['No gate can be made', 'No network slot can be made'];
    await waitUntil(() => told.every((words) => host.lines.some((line) => line.includes(words))));

    const sandbox = await host.create(spec, never);
    const exit = await runToEnd(sandbox);

    expect(sandbox.startPath).toBe('bridge');
    expect(exit).toMatchObject({ exitCode: 0 });
    expect(host.preparedParts?.()).toEqual([]);
  });

  it('is gone with its keeper when nothing has run for the keep-alive time, and back after the next start', async () => {
    await using host = await startTestHost({}, { networkSlots: 0, gates: 1, idleMs: 6000 });
    const before = await specOf('sleep 1000');
    await host.prepare(before.spec, never);
    const [gate] = await whenReady(host, (parts) => parts.length === 1);
    const { Config } = await docker.getContainer(gate!.nativeId).inspect();
    const label = `dev.lambda-hearth.owner=${Config.Labels['dev.lambda-hearth.owner'] ?? ''}`;

    await whenReady(host, (parts) => parts.length === 0);
    while ((await docker.listContainers({ all: true, filters: { label: [label] } })).length > 0);
    const { spec } = await specOf('true');
    const sandbox = await host.create(spec, never);
    await runToEnd(sandbox);
    await sandbox.remove();
    const [back] = await whenReady(host, (parts) => parts.length === 1);

    expect(sandbox.startPath).toBe('bridge');
    expect(back?.kind).toBe('gate');
  });

  it('that is being made while its keeper is killed does not stay behind', async () => {
    await using host = await startTestHost({}, { networkSlots: 0, gates: 1, idleMs: 6000 });
    const { spec } = await specOf('true');
    await host.prepare(spec, never);
    const [gate] = await whenReady(host, (parts) => parts.length === 1);
    const { Config } = await docker.getContainer(gate!.nativeId).inspect();
    const label = [`dev.lambda-hearth.owner=${Config.Labels['dev.lambda-hearth.owner'] ?? ''}`];
    const events = await docker.getEvents({ filters: { type: ['container' as const], event: ['create'], label } });
    const created = events as unknown as Readable;
    const [keeper] = await docker.listContainers({ filters: { label, name: ['hearth-keeper'] } });

    await docker.getContainer(gate!.nativeId).kill();
    await whenReady(host, (parts) => parts.length === 0);
    await Promise.all([once(created, 'data'), host.prepare(spec, never)]);
    await docker.getContainer(keeper!.Id).kill();
    await whenReady(host, (parts) => parts.length === 1);
    await whenReady(host, (parts) => parts.length === 0);

    while ((await docker.listContainers({ all: true, filters: { label } })).length > 0);
    created.destroy();
  });

  it('leaves neither container nor volume behind when its host is stopped', async () => {
    const host = await hostWithGates(2);
    const [gate] = host.preparedParts?.() ?? [];
    const { Config } = await docker.getContainer(gate!.nativeId).inspect();
    const { spec } = await specOf('sleep 1000');
    await host.prepare(spec, never);
    await (await host.create(spec, never)).startRuntime();
    const label = `dev.lambda-hearth.owner=${Config.Labels['dev.lambda-hearth.owner'] ?? ''}`;

    await host[Symbol.asyncDispose]();

    expect(await docker.listContainers({ all: true, filters: { label: [label] } })).toEqual([]);
    expect((await docker.listVolumes({ filters: { label: [label] } })).Volumes).toEqual([]);
  });
});
