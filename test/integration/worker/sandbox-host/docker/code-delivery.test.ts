import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { CodeSource } from '../../../../../src/model/index.js';
import type { SandboxHost } from '../../../../../src/worker/sandbox-host/index.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';
import { ensureStandInImage } from '../../../../support/docker/stand-in-image.js';
import { never, nextExit, runToEnd, startTestHost } from '../../../../support/docker/test-docker-host.js';

interface Packed {
  readonly name: string;
  readonly text: string;
  readonly mode?: number;
}

describe('code on its way into sandboxes', () => {
  const docker = new Docker();
  let host: SandboxHost;
  let folder: string;

  beforeAll(async () => {
    await ensureStandInImage();
    host = await startTestHost();
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-code-'));
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function archive(...files: readonly Packed[]): Promise<CodeSource> {
    const zip = new ZipFile();
    for (const { name, text, mode = 0o100644 } of files) zip.addBuffer(Buffer.from(text), name, { mode });
    zip.end();
    return store(await buffer(zip.outputStream));
  }

  async function store(bytes: Buffer): Promise<CodeSource> {
    const digest = createHash('sha256').update(bytes).digest('hex');
    const file = path.join(folder, `${digest}.zip`);
    await writeFile(file, bytes);
    return { kind: 'archive', digest, path: file };
  }

  async function project(name: string, files: Readonly<Record<string, string>>, live = false): Promise<CodeSource> {
    const root = path.join(folder, name);
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text, { mode: 0o600 });
    }
    return { kind: 'folder', digest: createHash('sha256').update(name).digest('hex'), path: root, live };
  }

  async function outputWith(code: CodeSource, script: string, layers: readonly CodeSource[] = []): Promise<string> {
    const { spec, output } = specFor({ code, layers, script, runtime: 'nodejs22.x' });
    const sandbox = await host.create(spec, never);
    await runToEnd(sandbox);
    await sandbox.remove();
    return output();
  }

  it('an archive keeps its modes and links, is owned by root and cannot be written', async () => {
    const code = await archive(
      { name: 'index.js', text: 'x', mode: 0o100640 },
      { name: 'bin/tool', text: '#!/bin/sh\necho ran', mode: 0o100755 },
      { name: 'link', text: 'bin/tool', mode: 0o120777 },
    );

    const output = await outputWith(
      code,
      "cd /var/task; stat -c '%a %u %n' . bin index.js bin/tool; ./link; touch new 2>/dev/null || echo read-only",
    );

    expect(output).toBe('755 0 .\n755 0 bin\n640 0 index.js\n755 0 bin/tool\nran\nread-only\n');
  });

  it('a folder is made readable for everybody, and keeps what can be executed', async () => {
    const code = await project('readable', { 'index.js': 'x', 'lib/a.js': 'a', run: '#!/bin/sh\necho ran' });
    await chmod(path.join(code.path, 'run'), 0o700);
    await symlink('lib/a.js', path.join(code.path, 'a.js'));

    const output = await outputWith(code, "cd /var/task; stat -c '%a %n' lib index.js lib/a.js run; cat a.js; ./run");

    expect(output).toBe('755 lib\n644 index.js\n644 lib/a.js\n755 run\naran\n');
  });

  it('what a link out of the folder leads to is packed in its place', async () => {
    const shared = await project('shared', { 'index.js': 'from next door' });
    const code = await project('linked', { 'index.js': 'x' });
    await mkdir(path.join(code.path, 'node_modules'));
    await symlink(shared.path, path.join(code.path, 'node_modules', 'shared'));

    expect(await outputWith(code, 'cat /var/task/node_modules/shared/index.js')).toBe('from next door');
  });

  it('a live folder shows edits at once, read-only', async () => {
    const code = await project('live', { 'index.js': 'before' }, true);
    await chmod(path.join(code.path, 'index.js'), 0o644);
    const { spec, output } = specFor({
      code,
      runtime: 'nodejs22.x',
      script:
        'cat /var/task/index.js; touch /var/task/x 2>/dev/null || echo; echo read-only; cat /tmp/none 2>/dev/null',
    });
    const sandbox = await host.create(spec, never);

    await runToEnd(sandbox);
    await writeFile(path.join(code.path, 'index.js'), 'after');
    await runToEnd(sandbox);
    await sandbox.remove();

    expect(output()).toBe('before\nread-only\nafter\nread-only\n');
  });

  it('layers are merged in their order into /opt', async () => {
    const code = await archive({ name: 'index.js', text: 'x' });
    const first = await archive({ name: 'lib/both', text: 'first' }, { name: 'lib/one', text: '1' });
    const second = await archive({ name: 'lib/both', text: 'second' }, { name: 'bin/two', text: '2' });

    const output = await outputWith(code, 'cat /opt/lib/both /opt/lib/one /opt/bin/two', [first, second]);

    expect(output).toBe('second12');
  });

  it('is delivered once for all sandboxes of the same content', async () => {
    const code = await archive({ name: 'index.js', text: 'shared by all' });
    const specs = [1, 2, 3].map(() => specFor({ code, script: 'true', runtime: 'nodejs22.x' }).spec);

    const sandboxes = await Promise.all(specs.map((spec) => host.create(spec, never)));
    const volumes = await Promise.all(
      sandboxes.map(async ({ nativeId }) => {
        const { Mounts } = await docker.getContainer(nativeId).inspect();
        return Mounts.find(({ Destination }) => Destination === '/var/task')?.Name;
      }),
    );
    await Promise.all(sandboxes.map((sandbox) => sandbox.remove()));

    expect(new Set(volumes).size).toBe(1);
    expect(volumes[0]).toMatch(/^hearth-code-/);
  });

  describe('a custom runtime', () => {
    it("starts the function's bootstrap, else the layers'", async () => {
      const own = await archive({ name: 'bootstrap', text: '#!/bin/sh\necho own', mode: 0o100755 });
      const layer = await archive({ name: 'bootstrap', text: '#!/bin/sh\necho layer', mode: 0o100755 });
      const without = await archive({ name: 'index.sh', text: 'x' });

      const outputs = [];
      for (const [code, layers] of [[own, [layer]] as const, [without, [layer]] as const]) {
        const { spec, output } = specFor({ code, layers, runtime: 'provided.al2023' });
        const sandbox = await host.create(spec, never);
        await runToEnd(sandbox);
        await sandbox.remove();
        outputs.push(output());
      }

      expect(outputs).toEqual(['own\n', 'layer\n']);
    });

    it.each([
      ['has none', [{ name: 'index.sh', text: 'x' }]],
      ['has one that is not executable', [{ name: 'bootstrap', text: '#!/bin/sh\n', mode: 0o100644 }]],
    ])('that %s ends with the words of AWS', async (_name, files) => {
      const { spec } = specFor({ code: await archive(...files), runtime: 'provided.al2023' });
      const sandbox = await host.create(spec, never);
      const exit = nextExit(sandbox);

      await sandbox.startRuntime();
      const { invalidEntrypoint } = await exit;
      await sandbox.remove();

      expect(invalidEntrypoint).toBe("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
    });

    it.each([
      ['no program', '\x7fELF nonsense', 'fork/exec /var/task/bootstrap: exec format error'],
      ['a script without its first line', 'echo no', 'fork/exec /var/task/bootstrap: exec format error'],
      ['a script without its interpreter', '#!/nope\n', 'fork/exec /var/task/bootstrap: no such file or directory'],
    ])('that is %s ends with the words of AWS', async (_name, text, words) => {
      const code = await archive({ name: 'bootstrap', text, mode: 0o100755 });
      const { spec } = specFor({ code, runtime: 'provided.al2023' });
      const sandbox = await host.create(spec, never);

      const exit = await runToEnd(sandbox);
      await sandbox.remove();

      expect(exit.invalidEntrypoint).toBe(words);
    });
  });

  describe('an archive that cannot be trusted', () => {
    const refused = async (code: CodeSource): Promise<unknown> => {
      const { spec } = specFor({ code, script: 'true', runtime: 'nodejs22.x' });
      return host.prepare(spec, never).then(
        () => 'was delivered',
        (error: unknown) => (error as Error).message,
      );
    };
    /** yazl refuses to write such names: write others of equal length, then change the bytes. */
    const renamed = async (from: string, to: string): Promise<CodeSource> => {
      const zip = new ZipFile();
      zip.addBuffer(Buffer.from('x'), from);
      zip.end();
      const bytes = (await buffer(zip.outputStream)).toString('latin1').replaceAll(from, to);
      return store(Buffer.from(bytes, 'latin1'));
    };

    it('is refused when a name leaves the folder', async () => {
      expect(await refused(await renamed('aa/evil', '../evil'))).toMatch(
        /cannot be unpacked.*\.\.\/evil.*Pack it anew/,
      );
      expect(await refused(await renamed('aetc/x', '/etc/x'))).toMatch(/cannot be unpacked.*\/etc\/x/);
    });

    it('is refused when a link climbs out, or files lie below a link', async () => {
      const climbing = await archive({ name: 'a/link', text: '../../etc', mode: 0o120777 });
      const below = await archive({ name: 'dir', text: '/etc', mode: 0o120777 }, { name: 'dir/passwd', text: 'x' });

      expect(await refused(climbing)).toMatch(/"a\/link": it is a symbolic link that leaves the folder: "..\/..\/etc"/);
      expect(await refused(below)).toMatch(/"dir\/passwd": it lies below the symbolic link "dir"/);
    });

    it('is refused when it explodes', async () => {
      const zip = new ZipFile();
      for (const name of ['a', 'b', 'c']) zip.addBuffer(Buffer.alloc(90_000_000), name);
      zip.end();

      expect(await refused(await store(await buffer(zip.outputStream)))).toMatch(/exceed 262144000 bytes unzipped/);
    });

    it('is refused when it is no zip', async () => {
      expect(await refused(await store(Buffer.from('not a zip')))).toMatch(/cannot be unpacked/);
    });

    it('leaves no volume behind', async () => {
      const before = await ownVolumes();

      await refused(await archive({ name: 'a/link', text: '../../etc/shadow', mode: 0o120777 }));

      expect(await ownVolumes()).toEqual(before);
    });

    async function ownVolumes(): Promise<readonly string[]> {
      const { Volumes } = await docker.listVolumes({ filters: { label: ['dev.lambda-hearth.role=code'] } });
      return Volumes.filter(({ Labels }) => Labels['dev.lambda-hearth.owner.pid'] === String(process.pid))
        .map(({ Name }) => Name)
        .sort();
    }
  });
});
