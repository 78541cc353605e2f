import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { deployedProject, type DeployedProject } from '../../support/deployed-project.js';
import { projectFolder } from '../../support/project-folder.js';

const template = (memory: number): string => `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, MemorySize: ${memory} } }
Resources:
  First: { Type: AWS::Serverless::Function, Properties: { CodeUri: first } }
  Second: { Type: AWS::Serverless::Function, Properties: { CodeUri: second } }
`;

const files = { 'template.yaml': template(128), 'first/index.js': '1', 'second/index.js': '2' };

async function watchedProject(folder: Awaited<ReturnType<typeof projectFolder>>): Promise<DeployedProject> {
  const project = await deployedProject(folder);
  const stack = await project.read();
  await project.deployment.apply(stack);
  project.deployment.watch(stack, { read: project.read });
  await project.deployment.untilWatching();
  return project;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(10);
}

describe('a watched project', () => {
  it('gives only the function whose file was saved a new generation', async () => {
    await using folder = await projectFolder(files);
    await using project = await watchedProject(folder);
    const first = project.function('First').generation;
    const second = project.function('Second').generation;

    await folder.write('first/index.js', 'changed');
    await until(() => project.function('First').generation !== first);

    expect(project.function('Second').generation).toBe(second);
  });

  it('reads the template again each time it is replaced', async () => {
    await using folder = await projectFolder(files);
    await using project = await watchedProject(folder);

    for (const memory of [256, 512]) {
      await folder.write('template.new', template(memory));
      await rename(path.join(folder.path, 'template.new'), path.join(folder.path, 'template.yaml'));
      await until(() => project.function('First').memoryMb === memory);
    }

    expect(project.function('Second').memoryMb).toBe(512);
  });

  it('tells of a broken template, keeps the old stack, and takes the corrected one', async () => {
    await using folder = await projectFolder(files);
    await using project = await watchedProject(folder);

    await folder.write('template.yaml', 'Resources: [');
    await until(() => project.told.some(([level]) => level === 'error'));
    const meanwhile = project.function('First').memoryMb;
    await folder.write('template.yaml', template(1024));
    await until(() => project.function('First').memoryMb === 1024);

    expect(meanwhile).toBe(128);
    expect(project.told).toContainEqual([
      'error',
      expect.stringMatching(/template\.yaml:1:\d+: .*What was loaded before goes on/s),
    ]);
  });

  it('loads a function once its missing code appears', async () => {
    await using folder = await projectFolder(files);
    await rm(path.join(folder.path, 'second'), { recursive: true });
    await using project = await watchedProject(folder);
    const before = project.function('Second').problem?.errorType;

    await folder.write('second/index.js', '2');
    await until(() => project.function('Second').problem === undefined);

    expect(before).toBe('Hearth.CodeMissing');
  });

  it('keeps a function as it was while a build has emptied its folder', async () => {
    await using folder = await projectFolder({ ...files, 'first/lib.js': 'lib' });
    await using project = await watchedProject(folder);
    const before = project.function('First').generation;

    await rm(path.join(folder.path, 'first/index.js'));
    await until(() => project.told.some(([level]) => level === 'error'));
    const meanwhile = project.function('First').generation;
    await folder.write('first/index.js', 'built');
    await until(() => project.function('First').generation !== before);

    expect(meanwhile).toBe(before);
    expect(project.told).toContainEqual([
      'error',
      expect.stringMatching(/"First" cannot be loaded: its handler "index\.handler" has lost its file.*goes on/s),
    ]);
  });

  it('sees the code of a function that was added later', async () => {
    await using folder = await projectFolder({ ...files, 'third/index.js': '3' });
    await using project = await watchedProject(folder);
    await folder.write(
      'template.yaml',
      `${template(128)}  Third: { Type: AWS::Serverless::Function, Properties: { CodeUri: third } }\n`,
    );
    await until(() => project.registry.functions.list().length === 3);
    const before = project.function('Third').generation;

    // The new folder is watched from some moment on: write until it is seen.
    let text = 0;
    while (project.function('Third').generation === before) {
      await folder.write('third/index.js', `changed ${++text}`);
      await delay(200);
    }

    expect(project.function('Third').generation).not.toBe(before);
  });
});
