import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CodeSource } from '../../../../../src/model/index.js';
import { type FunctionChoice, ProcessSandboxes } from '../../../../support/process-sandboxes.js';

describe('a sandbox of the process host', () => {
  it('runs the bootstrap of a custom runtime', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const echo = await sandboxes.start({ runtime: 'provided.al2023', handler: 'none', code: 'echo' });

    const { body } = await echo.api.invoke({ any: 'thing' });

    expect(body).toBe('{"any":"thing"}');
  });

  it.each([
    ['is missing', undefined, 0o755, "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"],
    [
      'may not be executed',
      '#!/bin/sh\n',
      0o644,
      "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
    ],
    ['is no program', 'hello', 0o755, 'fork/exec /var/task/bootstrap: exec format error'],
    ['names no interpreter', '#!/no/such/sh\n', 0o755, 'fork/exec /var/task/bootstrap: no such file or directory'],
  ])('tells a bootstrap that %s as an invalid entrypoint', async (_kind, content, mode, told) => {
    await using sandboxes = await ProcessSandboxes.create();
    const custom = await sandboxes.start(await customRuntime(sandboxes, content, mode));

    const exit = await custom.exit();

    expect(exit.invalidEntrypoint).toBe(told);
  });

  it('hands over all output before it tells the end, however slow the reader is', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const taken: string[] = [];
    let inHand = 0;
    const slow = await sandboxes.start({
      ...(await customRuntime(sandboxes, '#!/bin/sh\nseq 1 60000; echo end >&2; exit 5\n')),
      onOutput: async (stream, chunk) => {
        inHand += 1;
        expect(inHand).toBeLessThanOrEqual(2);
        await new Promise((resolve) => setImmediate(resolve));
        if (stream === 'stdout') taken.push(chunk.toString());
        inHand -= 1;
      },
    });

    const exit = await slow.exit();

    expect(exit.exitCode).toBe(5);
    expect(taken.join('').trimEnd().split('\n')).toHaveLength(60_000);
  });

  it('kills the whole process group, and children that have left it', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const script = '#!/bin/sh\nsleep 1000 & echo $!\nsetsid sh -c "echo \\$\\$; exec sleep 1000" &\nwait\n';
    const parent = await sandboxes.start(await customRuntime(sandboxes, script));
    const pids = await poll(() => {
      const printed = parent.text().split('\n').filter(Boolean).map(Number);
      return printed.length === 2 ? printed : undefined;
    });

    await parent.sandbox.killRuntime();

    expect((await parent.exit()).signal).toBe('SIGKILL');
    for (const pid of pids) await poll(async () => ((await runs(pid)) ? undefined : true));
  });

  it('asks with SIGTERM, and kills after the grace', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const polite = await sandboxes.start(
      await customRuntime(sandboxes, '#!/bin/sh\ntrap "exit 9" TERM\necho up\nwhile :; do sleep 0.05; done\n'),
    );
    const deaf = await sandboxes.start(
      await customRuntime(sandboxes, '#!/bin/sh\ntrap "" TERM\necho up\nwhile :; do sleep 0.05; done\n'),
    );
    for (const running of [polite, deaf]) await poll(() => (running.text() === '' ? undefined : true));

    await polite.sandbox.terminateRuntime(10_000);
    await deaf.sandbox.terminateRuntime(50);

    expect(await polite.exit()).toMatchObject({ exitCode: 9 });
    expect(await deaf.exit()).toMatchObject({ signal: 'SIGKILL' });
  });

  it('is frozen with all its processes by a pause, goes on after it, and can be asked to end meanwhile', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const script =
      '#!/bin/sh\ntrap "exit 9" TERM\necho $$\nsetsid sh -c "echo \\$\\$; while :; do sleep 0.05; done" &\nwhile :; do sleep 0.05; done\n';
    const running = await sandboxes.start(await customRuntime(sandboxes, script));
    const pids = await poll(() => {
      const printed = running.text().split('\n').filter(Boolean).map(Number);
      return printed.length === 2 ? printed : undefined;
    });

    await running.sandbox.pause?.();
    await running.sandbox.pause?.();
    for (const pid of pids) await poll(async () => ((await stateOf(pid)) === 'T' ? true : undefined));
    await running.sandbox.resume?.();
    for (const pid of pids) await poll(async () => ((await stateOf(pid)) === 'T' ? undefined : true));
    await running.sandbox.pause?.();
    await running.sandbox.terminateRuntime(10_000);

    expect(await running.exit()).toMatchObject({ exitCode: 9 });
  });

  it('measures the memory of the runtime and its children', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const running = await sandboxes.start({ runtime: 'nodejs20.x', handler: 'index.handler', code: 'out-of-memory' });
    await running.api.invoke({ mb: 8 });

    const small = await running.sandbox.maxMemoryUsedMb();
    await running.api.invoke({ mb: 200 });
    const large = await running.sandbox.maxMemoryUsedMb();

    expect(small).toBeGreaterThan(10);
    expect(large).toBeGreaterThan((small ?? 0) + 150);
  });

  it('is gone with its folder once removed', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const environment = await sandboxes.start({
      runtime: 'nodejs20.x',
      handler: 'index.handler',
      code: 'environment',
    });
    const seen = JSON.parse((await environment.api.invoke({})).body) as { environment: { TMPDIR: string } };
    await stat(seen.environment.TMPDIR);

    await environment.sandbox.remove();
    await environment.sandbox.remove();

    await expect(stat(seen.environment.TMPDIR)).rejects.toThrow('ENOENT');
    await expect(environment.sandbox.startRuntime()).rejects.toThrow('has been removed');
    await expect(environment.sandbox.killRuntime()).rejects.toThrow('has been removed');
  });

  it('puts AWS_LAMBDA_EXEC_WRAPPER before the interpreter', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const choice = { runtime: 'nodejs20.x', handler: 'index.handler', code: 'environment' };
    const layer = await folderWith(sandboxes, 'layer', { wrapper: '#!/bin/sh\nexport WRAPPED=yes\nexec "$@"\n' });
    const wrapped = await sandboxes.start({
      ...choice,
      layers: [layer],
      environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' },
    });
    const missing = await sandboxes.start({ ...choice, environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/nosuch' } });

    const { body } = await wrapped.api.invoke({});

    expect(JSON.parse(body)).toMatchObject({ environment: { WRAPPED: 'yes' } });
    expect((await missing.exit()).exitCode).toBe(127);
    expect(missing.text()).toBe('/opt/nosuch: does not exist\n');
  });

  it('finds modules in layers, later ones over earlier ones', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const packages = (version: string): Record<string, string> => ({
      'nodejs/node_modules/price/package.json': '{"type":"module","exports":"./index.js"}',
      'nodejs/node_modules/price/index.js': `export const price = '${version}';`,
      'python/price.py': `price = '${version}'`,
      [`only-${version}`]: '',
    });
    const layers = [
      await folderWith(sandboxes, 'first', packages('old')),
      await folderWith(sandboxes, 'second', packages('new')),
    ];
    const code = await folderWith(sandboxes, 'code', {
      'index.mjs': "import { price } from 'price'; export const handler = async () => price;",
      'app.py': 'from price import price\ndef handler(event, context):\n    return price\n',
    });
    const node = await sandboxes.start({ runtime: 'nodejs20.x', handler: 'index.handler', code, layers });
    const python = await sandboxes.start({ runtime: 'python3.11', handler: 'app.handler', code, layers });

    expect((await node.api.invoke({})).body).toBe('"new"');
    expect((await python.api.invoke({})).body).toBe('"new"');
  });

  it('tells once that the interpreter is another than the runtime asks for', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    for (let time = 0; time < 2; time += 1) {
      await sandboxes.start({ runtime: 'nodejs14.x', handler: 'index.handler', code: 'echo' });
    }

    expect(sandboxes.warnings).toEqual([
      expect.stringContaining(`"nodejs14.x" runs on this machine's Node.js ${process.versions.node}`),
    ]);
  });
});

async function customRuntime(sandboxes: ProcessSandboxes, bootstrap?: string, mode = 0o755): Promise<FunctionChoice> {
  const code = await folderWith(sandboxes, 'custom', bootstrap === undefined ? {} : { bootstrap }, mode);
  return { runtime: 'provided.al2023', handler: 'none', code };
}

async function folderWith(
  sandboxes: ProcessSandboxes,
  name: string,
  files: Readonly<Record<string, string>>,
  mode = 0o755,
): Promise<CodeSource> {
  const digest = `${name}-${Math.random().toString(36).slice(2)}`;
  const folder = path.join(sandboxes.folder, digest);
  await mkdir(folder);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
    await chmod(path.join(folder, file), mode);
  }
  return { kind: 'folder', digest, path: folder, live: false };
}

/** Asks until there is an answer. */
async function poll<T>(question: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function runs(pid: number): Promise<boolean> {
  return !['', 'Z', 'X'].includes(await stateOf(pid));
}

/** The kernel's letter for it, empty when it is gone. */
async function stateOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\) (\w) /.exec(stat)?.[1] ?? '';
}
