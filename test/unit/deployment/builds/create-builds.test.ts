import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../../src/base/index.js';
import { createBuilds } from '../../../../src/deployment/index.js';
import type { Stack } from '../../../../src/model/index.js';
import type { BuildSettings } from '../../../../src/settings/index.js';
import { readStack } from '../../../../src/stacks/index.js';
import { functionIn } from '../../../support/stack-of.js';
import { projectFolder, type ProjectFolder } from '../../../support/project-folder.js';

const template = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { Hearth: { BuildCommand: sh build.sh } }
    Properties: { CodeUri: out, Runtime: nodejs22.x, Handler: index.handler }
`;

/** Copies the source, and says how often it ran. */
const script = 'mkdir -p out && cp source.js out/index.js && echo ran >> runs.log';

interface BuiltProject extends AsyncDisposable {
  readonly told: readonly string[];
  read(): Promise<Stack>;
  build(): Promise<Stack>;
}

function builtProject(folder: ProjectFolder, build: Partial<BuildSettings> = {}): BuiltProject {
  const told: string[] = [];
  const builds = createBuilds({
    settings: { build: { isOn: true, byFunction: {}, ...build }, projectFolder: folder.path, functionNames: [] },
    logger: createLogger((_, message) => told.push(message)),
  });
  const read = (): Promise<Stack> =>
    readStack({
      file: `${folder.path}/template.yaml`,
      parameterOverrides: {},
      region: 'us-east-1',
      account: '000000000000',
    });
  return {
    told,
    read,
    build: () => builds.readBuilt(read),
    [Symbol.asyncDispose]: () => builds[Symbol.asyncDispose](),
  };
}

const files = { 'template.yaml': template, 'build.sh': script, 'source.js': 'exports.handler = 1;' };

async function runsIn(folder: ProjectFolder): Promise<number> {
  return (await readFile(`${folder.path}/runs.log`, 'utf8')).trim().split('\n').length;
}

describe('--build', () => {
  it('runs the command of the template before the code is read', async () => {
    await using folder = await projectFolder(files);
    await using project = builtProject(folder);
    const before = functionIn(await project.read(), 'Fn').problem?.errorType;

    const stack = await project.build();

    expect(before).toBe('Hearth.NotBuilt');
    expect(functionIn(stack, 'Fn')).toMatchObject({
      package: { code: { kind: 'folder', path: `${folder.path}/out` } },
    });
    expect(functionIn(stack, 'Fn').problem).toBeUndefined();
    expect(stack.watched).toContain(folder.path);
    expect(project.told).toEqual(['Building "Fn" …']);
  });

  it('runs again only when a source has changed', async () => {
    await using folder = await projectFolder(files);
    await using project = builtProject(folder);
    await project.build();
    await project.build();
    const unchanged = await runsIn(folder);

    await folder.write('source.js', 'exports.handler = 2; // longer');
    await project.build();

    expect([unchanged, await runsIn(folder)]).toEqual([1, 2]);
    expect(await readFile(`${folder.path}/out/index.js`, 'utf8')).toContain('longer');
  });

  it.each<[string, Partial<BuildSettings>]>([
    ['one command for the project', { command: 'sh build.sh' }],
    ['a command for one function', { byFunction: { Fn: 'sh build.sh' } }],
  ])('takes %s instead of the template’s', async (_, build) => {
    await using folder = await projectFolder({ ...files, 'template.yaml': template.replace('sh build.sh', 'exit 1') });
    await using project = builtProject(folder, build);

    expect(functionIn(await project.build(), 'Fn').problem).toBeUndefined();
  });

  it('that fails says which, how, and what it printed last', async () => {
    await using folder = await projectFolder({
      ...files,
      'build.sh': 'echo compiling; echo "line 3: wrong" >&2; exit 4',
    });
    await using project = builtProject(folder);

    await expect(project.build()).rejects.toThrow(
      'The build of "Fn" failed (4): "sh build.sh".\ncompiling\nline 3: wrong',
    );
  });

  it('that is not asked for runs nothing', async () => {
    await using folder = await projectFolder(files);
    await using project = builtProject(folder, { isOn: false });

    expect(functionIn(await project.build(), 'Fn').problem?.errorType).toBe('Hearth.NotBuilt');
    expect(project.told).toEqual([]);
  });
});
