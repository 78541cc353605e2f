import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/base/index.js';
import { projectFolder } from '../../support/project-folder.js';
import { type ProgramRun, runProgram } from '../../support/product/run-program.js';

const root = packageRoot();
const bin = (name: string): string => path.join(root, 'node_modules', name);

/** The body of one test, the same in every runner. */
const usesHearth = `
  const hearth = await createEmulator({ sandboxHost: 'process' });
  try {
    await hearth.deploy({
      name: 'Greet',
      code: { inline: 'exports.handler = async (event) => { console.log("greeting"); return { hello: event.name ?? event.pathParameters.name }; }' },
      routes: ['GET /hello/{name}'],
    });
    const answer = await hearth.invoke('Greet', { name: 'Ada' });
    expect(answer.payload).toEqual({ hello: 'Ada' });
    expect(await (await fetch(hearth.url('/hello/Bob'))).json()).toEqual({ hello: 'Bob' });
    expect(hearth.logs('Greet').join(' ')).toContain('greeting');
  } finally {
    await hearth.stop();
  }
`;

describe('the packed module', () => {
  let folder: string;
  let application: string;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'hearth-packed-')));
    await succeeds('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root);
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    const archive = path.join(folder, `lambda-hearth-${version}.tgz`);
    const flags = ['--no-audit', '--no-fund', '--prefer-offline'];
    application = path.join(folder, 'application');
    await mkdir(application);
    await Promise.all([
      // Without better-sqlite3, which may take a minute to compile.
      succeeds('npm', ['install', '--prefix', application, '--omit=optional', ...flags, archive], application),
      // One level up, where the projects of the tests find it too: it needs its optional parts.
      succeeds('npm', ['install', '--prefix', folder, ...flags, 'vitest@3.2.4'], folder),
    ]);
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives both commands', async () => {
    const long = await runProgram('npx', ['--no-install', 'lambda-hearth', '--version'], { folder: application });
    const short = await runProgram('npx', ['--no-install', 'hearth', '--version'], { folder: application });

    expect(long).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(short.stdout).toBe(long.stdout);
  });

  it('works in a Jest project without any configuration (CommonJS)', async () => {
    await using project = await inProject({
      'package.json': '{}',
      'hearth.test.js': `const { createEmulator } = require('lambda-hearth');\ntest('greets', async () => {${usesHearth}});`,
    });

    const run = await runProgram(process.execPath, [bin('jest/bin/jest.js')], { folder: project.path });

    expect(outcomeOf(run)).toEqual({ status: 0, output: expect.stringContaining('1 passed') });
  });

  it('works in a Jest project of ES modules', async () => {
    await using project = await inProject({
      'package.json': '{ "type": "module" }',
      'hearth.test.js': `import { createEmulator } from 'lambda-hearth';\ntest('greets', async () => {${usesHearth}});`,
    });

    const run = await runProgram(process.execPath, ['--experimental-vm-modules', bin('jest/bin/jest.js')], {
      folder: project.path,
    });

    expect(outcomeOf(run)).toEqual({ status: 0, output: expect.stringContaining('1 passed') });
  });

  it('works in Vitest', async () => {
    await using project = await inProject({
      'package.json': '{ "type": "module" }',
      'hearth.test.ts': `import { createEmulator } from 'lambda-hearth';\nimport { expect, test } from 'vitest';\ntest('greets', async () => {${usesHearth}});`,
    });

    const run = await runProgram(process.execPath, [path.join(folder, 'node_modules/vitest/vitest.mjs'), 'run'], {
      folder: project.path,
    });

    expect(outcomeOf(run)).toEqual({ status: 0, output: expect.stringContaining('1 passed') });
  });

  it('has types for import and for require', async () => {
    const body = `
      export async function answer(): Promise<string | undefined> {
        await using hearth = await createEmulator({ sandboxHost: 'process', keepAlive: '1m' });
        await hearth.deploy('template.yaml');
        const { functionError } = await hearth.invoke('Greet', { name: 'Ada' });
        // @ts-expect-error -- ports are numbers
        await createEmulator({ port: 'x' });
        return functionError;
      }`;
    await using project = await inProject({
      'a.mts': `import { createEmulator } from 'lambda-hearth';${body}`,
      'b.cts': `import { createEmulator } from 'lambda-hearth';${body}`,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          module: 'NodeNext',
          target: 'ES2022',
          types: ['node'],
          typeRoots: [bin('@types')],
        },
        include: ['*.mts', '*.cts'],
      }),
    });

    const run = await runProgram(process.execPath, [bin('typescript/bin/tsc'), '-p', '.'], { folder: project.path });

    expect(outcomeOf(run)).toEqual({ status: 0, output: '' });
  });

  async function inProject(files: Readonly<Record<string, string>>): ReturnType<typeof projectFolder> {
    return projectFolder(files, application);
  }
});

function outcomeOf({ status, stdout, stderr }: ProgramRun): object {
  return { status, output: stdout + stderr };
}

async function succeeds(command: string, parameters: readonly string[], folder: string): Promise<ProgramRun> {
  const run = await runProgram(command, parameters, { folder });
  if (run.status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed:\n${run.stdout}${run.stderr}`);
  return run;
}
