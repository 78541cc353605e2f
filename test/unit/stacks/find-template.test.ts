import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findTemplate, readStack } from '../../../src/stacks/index.js';
import { projectFolder } from '../../support/project-folder.js';

const built = '.aws-sam/build/template.yaml';

async function changedAt(folder: string, file: string, seconds: number): Promise<void> {
  await utimes(path.join(folder, file), seconds, seconds);
}

describe('the template of a folder', () => {
  it.each(['template.yaml', 'template.yml', 'template.json', 'serverless.yml', 'serverless.ts'])(
    'is %s',
    async (name) => {
      await using folder = await projectFolder({ [name]: '{}' });

      expect(await findTemplate(folder.path)).toEqual({ file: path.join(folder.path, name) });
    },
  );

  it('is what "sam build" made while that is newer than every source, and it is said', async () => {
    await using folder = await projectFolder({ 'template.yaml': '', 'src/app.js': '', [built]: '' });
    await changedAt(folder.path, 'template.yaml', 1000);
    await changedAt(folder.path, 'src/app.js', 1000);
    await changedAt(folder.path, built, 2000);

    const found = await findTemplate(folder.path);

    expect(found).toEqual({
      file: path.join(folder.path, built),
      notice: expect.stringContaining('newer than the sources'),
    });
  });

  it('is the source when a source is newer than what "sam build" made, and the file is named', async () => {
    await using folder = await projectFolder({ 'template.yaml': '', 'src/app.js': '', [built]: '' });
    await changedAt(folder.path, 'template.yaml', 1000);
    await changedAt(folder.path, 'src/app.js', 3000);
    await changedAt(folder.path, built, 2000);

    const found = await findTemplate(folder.path);

    expect(found).toEqual({
      file: path.join(folder.path, 'template.yaml'),
      notice: expect.stringContaining('older than "src/app.js". Run "sam build"'),
    });
  });

  it('is a template before a serverless.yml, and it is said', async () => {
    await using folder = await projectFolder({ 'template.yaml': '', 'serverless.yml': '' });

    expect(await findTemplate(folder.path)).toEqual({
      file: path.join(folder.path, 'template.yaml'),
      notice: 'Using "template.yaml" and not "serverless.yml". Name another with -t.',
    });
  });

  it.each(['README.md', 'hearth.log', 'samconfig.toml', 'env.json', 'events/order.json', 'tests/test_app.py'])(
    'is what "sam build" made also after a change of what it does not read: %s',
    async (changed) => {
      await using folder = await projectFolder({
        'template.yaml': '',
        [changed]: '',
        '.aws-sam/build/template.yaml': '',
      });
      await changedAt(folder.path, 'template.yaml', 1000);
      await changedAt(folder.path, changed, 3000);
      await changedAt(folder.path, '.aws-sam/build/template.yaml', 2000);

      expect((await findTemplate(folder.path)).file).toBe(path.join(folder.path, '.aws-sam/build/template.yaml'));
    },
  );

  it('is CDK’s cloud assembly, and it is said when a source is newer', async () => {
    await using folder = await projectFolder({ 'cdk.json': '', 'lib/app.ts': '', 'cdk.out/manifest.json': '' });
    await changedAt(folder.path, 'cdk.json', 1000);
    await changedAt(folder.path, 'lib/app.ts', 3000);
    await changedAt(folder.path, 'cdk.out/manifest.json', 2000);

    expect(await findTemplate(folder.path)).toEqual({
      file: path.join(folder.path, 'cdk.out/manifest.json'),
      notice: 'Using "cdk.out", made by "cdk synth". It is older than "lib/app.ts": run "cdk synth" again.',
    });
  });

  it('is a cloud assembly where cdk.json has it put', async () => {
    await using folder = await projectFolder({
      'cdk.json': '{"output": "build/assembly"}',
      'build/assembly/manifest.json': '',
    });

    const found = await findTemplate(folder.path);

    expect(found.file).toBe(path.join(folder.path, 'build/assembly/manifest.json'));
    expect(found.notice).toMatch(/^Using "build\/assembly", made by "cdk synth"/);
  });

  it('of a CDK app that is not synthesised is an error that says how', async () => {
    await using folder = await projectFolder({ 'cdk.json': '' });

    await expect(findTemplate(folder.path)).rejects.toThrow('Run "cdk synth" first');
  });

  it('of several services of Serverless is an error that says where to go', async () => {
    await using folder = await projectFolder({ 'serverless-compose.yml': '' });

    await expect(findTemplate(folder.path)).rejects.toThrow('go to the folder of one');
  });

  it('that is missing is an error naming the folder and the flag', async () => {
    await using folder = await projectFolder();

    await expect(findTemplate(folder.path)).rejects.toThrow(`No template in "${folder.path}"`);
    await expect(findTemplate(folder.path)).rejects.toThrow('name a file with -t');
  });
});

describe('a template that cannot be read', () => {
  const options = { parameterOverrides: {}, region: 'us-east-1', account: '000000000000' };

  it('is named with the flag', async () => {
    const reading = readStack({ ...options, file: '/nowhere/template.yaml' });

    await expect(reading).rejects.toThrow(/Template not found: "\/nowhere\/template\.yaml".* -t/);
  });

  it.each([
    ['A: 1', /template\.yaml:1:1: The template has no "Resources"/],
    ['Resource: {}', /template\.yaml:1:1: The template has no "Resources"\. Rename "Resource"\./],
    ['Resources:\nFn: {}', /template\.yaml:1:1: "Resources" is no map of resources\. Indent the functions below it\./],
  ])('says what is missing and where: %s', async (text, message) => {
    await using folder = await projectFolder({ 'template.yaml': text });

    await expect(readStack({ ...options, file: path.join(folder.path, 'template.yaml') })).rejects.toThrow(message);
  });
});
