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
const script = 'mkdir -p out .hearth && cp source.js out/index.js && echo ran >> .hearth/runs.log';

interface BuiltProject extends AsyncDisposable {
  readonly told: readonly string[];
  read(): Promise<Stack>;
  /** As at the start. */
  first(): Promise<Stack>;
  /** As after an edit. */
  build(): Promise<Stack>;
}

function builtProject(folder: ProjectFolder, build: Partial<BuildSettings> = {}): BuiltProject {
  const told: string[] = [];
  const builds = createBuilds({
    settings: {
      build: { isOn: true, byFunction: {}, ...build },
      projectFolder: folder.path,
      functionNames: [],
      watchIgnore: [],
    },
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
    first: async () => builds.readBuilt(read, await read()),
    build: () => builds.readBuilt(read),
    [Symbol.asyncDispose]: () => builds[Symbol.asyncDispose](),
  };
}

const files = { 'template.yaml': template, 'build.sh': script, 'source.js': 'exports.handler = 1;' };

async function runsIn(folder: ProjectFolder): Promise<number> {
  return (await readFile(`${folder.path}/.hearth/runs.log`, 'utf8')).trim().split('\n').length;
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

    await expect(project.first()).rejects.toThrow(
      'The build of "Fn" failed (4): "sh build.sh".\ncompiling\nline 3: wrong',
    );
  });

  it('that fails after an edit is the problem of its function, and is tried again only once a source has changed', async () => {
    await using folder = await projectFolder(files);
    await using project = builtProject(folder);
    await project.first();
    await folder.write('source.js', 'exports.handler = 2;');
    await folder.write('build.sh', 'echo ran >> .hearth/runs.log; echo wrong; exit 3');

    const broken = await project.build();
    await project.build();
    const runs = await runsIn(folder);
    await folder.write('build.sh', script);
    const healed = await project.build();

    expect(functionIn(broken, 'Fn').problem).toEqual({
      errorType: 'Hearth.BuildFailed',
      message: 'The build of "Fn" failed (3): "sh build.sh".\nwrong',
    });
    expect(runs).toBe(2);
    expect(functionIn(healed, 'Fn').problem).toBeUndefined();
  });

  it('runs once more for sources that were edited while it ran', async () => {
    await using folder = await projectFolder({
      ...files,
      'build.sh': `${script}; test -f edit && mv edit source.js; echo $?`,
    });
    await using project = builtProject(folder);
    await folder.write('edit', 'exports.handler = 3;');

    await project.first();
    await project.build();
    const text = await readFile(`${folder.path}/out/index.js`, 'utf8');
    await project.build();
    await project.build();

    expect(text).toBe('exports.handler = 3;');
    expect(await runsIn(folder)).toBe(2);
  });

  it('runs once for one edit, once it has been seen which files it makes anew', async () => {
    await using folder = await projectFolder({ ...files, 'out/index.js': 'of another day' });
    await using project = builtProject(folder);
    await project.first();
    await project.build();
    await project.build();
    const atFirst = await runsIn(folder);

    for (const number of [2, 3]) {
      await folder.write('source.js', `exports.handler = ${number};`);
      await project.build();
      await project.build();
    }

    expect([atFirst, await runsIn(folder)]).toEqual([2, 4]);
  });

  it('of one function does not run for an edit of another one’s own folder, but for one of what both share', async () => {
    const two = ['a', 'b'].map(
      (name) => `
  ${name.toUpperCase()}:
    Type: AWS::Serverless::Function
    Metadata: { Hearth: { BuildCommand: sh build.sh ${name} } }
    Properties: { CodeUri: ${name}/out, Runtime: nodejs22.x, Handler: index.handler }`,
    );
    await using folder = await projectFolder({
      'template.yaml': `Resources:${two.join('')}\n`,
      'build.sh': 'mkdir -p $1/out && cat shared.js $1/source.js > $1/out/index.js',
      'shared.js': '1;',
      'a/source.js': 'exports.handler = 1;',
      'b/source.js': 'exports.handler = 1;',
    });
    await using project = builtProject(folder);
    await project.first();
    await project.build();
    const atFirst = project.told.length;

    await folder.write('a/source.js', 'exports.handler = 2;');
    await project.build();
    const afterOwn = project.told.slice(atFirst);
    await folder.write('shared.js', '2;');
    await project.build();

    expect(afterOwn).toEqual(['Building "A" …']);
    expect(project.told.slice(atFirst + afterOwn.length)).toEqual(['Building "A" …', 'Building "B" …']);
  });

  it('that changes a file of its own each time does not run for ever', async () => {
    await using folder = await projectFolder({
      ...files,
      'count.txt': '',
      'build.sh': `${script}; date +%N >> count.txt`,
    });
    await using project = builtProject(folder, {});
    await project.first();
    let stack = await project.build();
    while (!project.told.some((message) => message.includes('"count.txt" each time'))) stack = await project.build();
    const runs = await runsIn(folder);
    await project.build();

    expect(functionIn(stack, 'Fn').problem).toBeUndefined();
    expect(await runsIn(folder)).toBe(runs);
  });

  it('that is not asked for runs nothing', async () => {
    await using folder = await projectFolder(files);
    await using project = builtProject(folder, { isOn: false });

    expect(functionIn(await project.build(), 'Fn').problem?.errorType).toBe('Hearth.NotBuilt');
    expect(project.told).toEqual([]);
  });
});
