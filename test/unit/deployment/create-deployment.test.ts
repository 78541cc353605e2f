import { symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deployedProject } from '../../support/deployed-project.js';
import { projectFolder } from '../../support/project-folder.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Handler: index.handler }
Resources:
  First:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: first/
      ReservedConcurrentExecutions: 3
      Environment: { Variables: { TABLE: from-template, KEPT: kept } }
      Events: { Get: { Type: HttpApi, Properties: { Path: /first, Method: get } } }
  Second:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: second-name
      InlineCode: "exports.handler = async () => 'inline';"
      Events: { Get: { Type: HttpApi, Properties: { Path: /second, Method: get } } }
`;

const files = { 'template.yaml': template, 'first/index.js': 'exports.handler = async () => 1;' };

describe('a deployment', () => {
  it('puts functions and APIs of a stack into the registry', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);

    await project.deployment.apply(await project.read());

    expect(project.function('First')).toMatchObject({
      timeoutMs: 3000,
      memoryMb: 128,
      package: { runtime: 'nodejs22.x', code: { kind: 'folder', path: path.join(folder.path, 'first') } },
      logging: { format: 'Text', group: '/aws/lambda/First' },
    });
    expect(project.function('second-name')).toMatchObject({ package: { code: { kind: 'archive' } } });
    expect(project.registry.functions.reservedConcurrency('First')).toBe(3);
    expect(project.registry.apis.list().map(({ logicalId }) => logicalId)).toEqual(['ServerlessHttpApi']);
  });

  it('for one call tells of the called function alone, and has the others to be called', async () => {
    await using folder = await projectFolder({
      'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Handler: index.handler, Environment: { Variables: { _HANDLER: x } } } }
Resources:
  Called: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, InlineCode: x, Timeout: 901 } }
  Other: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, InlineCode: x, Timeout: 902 } }
  Broken: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, CodeUri: gone } }
`,
    });
    await using project = await deployedProject(folder, { onlyCalled: 'Called' });

    await project.deployment.apply(await project.read());

    expect(project.told.map(([, message]) => message)).toEqual([
      expect.stringContaining('Function "Called" sets "_HANDLER"'),
      expect.stringContaining('"Resources.Called.Properties.Timeout" is 901'),
    ]);
    expect(project.registry.functions.list().map(({ name }) => name)).toEqual(['Called', 'Other', 'Broken']);
  });

  it('keeps every generation while nothing changes', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());
    const before = [project.function('First').generation, project.function('second-name').generation];

    await project.deployment.apply(await project.read());

    expect([project.function('First').generation, project.function('second-name').generation]).toEqual(before);
  });

  it('takes over who gets failed events, and whether a function may recurse, without another generation', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());
    const { generation, arn } = project.function('First');
    const queue = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const more = `CodeUri: first/\n      DeadLetterQueue: { TargetArn: '${queue}' }\n      RecursiveLoop: Allow`;
    await folder.write('template.yaml', template.replace('CodeUri: first/', more));

    await project.deployment.apply(await project.read());

    expect(project.function('First').generation).toBe(generation);
    expect(project.registry.functions.find(arn)).toMatchObject({
      recursiveLoop: 'Allow',
      settings: { shownOnly: { DeadLetterConfig: { TargetArn: queue } } },
    });
  });

  it('shows, and holds to, what the template says of tenants and durable executions', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);
    const more = `CodeUri: first/
      TenancyConfig: { TenantIsolationMode: PER_TENANT }
      DurableConfig: { ExecutionTimeout: 60 }`;
    await folder.write('template.yaml', template.replace('CodeUri: first/', more));

    await project.deployment.apply(await project.read());

    expect(project.function('First')).toMatchObject({ isolatesTenants: true, isDurable: true });
    expect(project.registry.functions.find(project.function('First').arn)).toMatchObject({
      settings: {
        shownOnly: {
          TenancyConfig: { TenantIsolationMode: 'PER_TENANT' },
          DurableConfig: { ExecutionTimeout: 60 },
        },
      },
    });
  });

  it.each([
    ['content', 'first/index.js', 'exports.handler = async () => 2;', false],
    ['a new file', 'first/lib/more.js', '', false],
    ['a mode', 'first/index.js', files['first/index.js'], true],
  ])('makes a new generation of only the function whose code changed: %s', async (_what, file, text, executable) => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());
    const first = project.function('First').generation;
    const second = project.function('second-name').generation;

    await folder.write(file, text, executable);
    await project.deployment.apply(await project.read());

    expect(project.function('First').generation).not.toBe(first);
    expect(project.function('second-name').generation).toBe(second);
  });

  it('sees a change of the same size whose time was set back', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);
    const old = new Date('2020-01-01');
    await utimes(path.join(folder.path, 'first/index.js'), old, old);
    await project.deployment.apply(await project.read());
    const before = project.function('First').generation;

    await folder.write('first/index.js', 'exports.handler = async () => 9;');
    await utimes(path.join(folder.path, 'first/index.js'), old, old);
    await project.deployment.apply(await project.read());

    expect(project.function('First').generation).not.toBe(before);
  });

  it('follows links that leave the code folder', async () => {
    await using folder = await projectFolder({ ...files, 'shared/lib.js': '1' });
    await symlink('../shared', path.join(folder.path, 'first', 'shared'));
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());
    const before = project.function('First').generation;

    await folder.write('shared/lib.js', '2');
    await project.deployment.apply(await project.read());

    expect(project.function('First').generation).not.toBe(before);
  });

  it('does not take its own data folder for code', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder);
    await project.deployment.apply(await project.read());
    const before = project.function('First').generation;

    await folder.write('first/.hearth/hearth.db', 'truth');
    await project.deployment.apply(await project.read());

    expect(project.function('First').generation).toBe(before);
  });

  it('adds and overrides environment variables, what is for one function last', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder, {
      environmentOverrides: {
        all: { TABLE: 'for-all', ADDED: 'for-all' },
        byFunction: { First: { TABLE: 'for-first' }, Gone: { X: '1' } },
      },
    });

    await project.deployment.apply(await project.read());

    expect(project.function('First').environment).toEqual({ TABLE: 'for-first', KEPT: 'kept', ADDED: 'for-all' });
    expect(project.told).toContainEqual(['warn', expect.stringContaining('--env-vars names the function "Gone"')]);
  });

  it('takes variables and images by logical id for a function with a name of its own', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder, {
      environmentOverrides: { all: {}, byFunction: { Second: { A: 'a' } } },
      docker: { addHosts: [], dns: [], skipPullImage: false, imageOverrides: { Second: 'mine:1' }, environment: {} },
    });

    await project.deployment.apply(await project.read());

    expect(project.function('second-name')).toMatchObject({ environment: { A: 'a' }, imageOverride: 'mine:1' });
  });

  it('gives a function with more than 4 KB of environment a problem that says so', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder, {
      environmentOverrides: { all: { LARGE: 'x'.repeat(5000) }, byFunction: {} },
    });

    await project.deployment.apply(await project.read());

    expect(project.function('First').problem?.message).toMatch(/have 50\d\d bytes as JSON, and Lambda takes 4096/);
  });

  it('applies only the functions that were named, and their routes', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder, { functionNames: ['Second'] });

    await project.deployment.apply(await project.read());

    expect(project.registry.functions.list().map(({ name }) => name)).toEqual(['second-name']);
    expect(project.registry.apis.list()[0]?.routes.map((route) => route.path)).toEqual(['/second']);
  });

  it('refuses a name that the project does not have, and tells those it has', async () => {
    await using folder = await projectFolder(files);
    await using project = await deployedProject(folder, { functionNames: ['Frist'] });

    const applying = project.deployment.apply(await project.read());

    await expect(applying).rejects.toThrow(
      /No function "Frist" in ".*"\. Did you mean "First"\? It has "First", "Second"\./,
    );
  });

  it('applies a function whose code is missing with its problem, and tells it', async () => {
    await using folder = await projectFolder({ 'template.yaml': template });
    await using project = await deployedProject(folder);

    await project.deployment.apply(await project.read());

    expect(project.function('First').problem?.errorType).toBe('Hearth.CodeMissing');
    expect(project.function('second-name').problem).toBeUndefined();
    expect(project.told).toContainEqual(['warn', expect.stringContaining('Function "First" cannot be loaded')]);
  });

  it.each([
    [
      'Environment: { Variables: { AWS_REGION: x } }',
      'sets "AWS_REGION", which AWS refuses: Lambda sets these itself.',
    ],
    ['Environment: { Variables: { 1A: x } }', 'sets "1A", which AWS refuses: names begin with a letter'],
    ['Runtime: nodejs18.x', 'AWS ended support for the runtime "nodejs18.x" on 2025-09-01'],
  ])('tells what AWS would not take: %s', async (property, notice) => {
    const resource = `{ Type: AWS::Serverless::Function, Properties: { InlineCode: x, ${property} } }`;
    const globals = 'Globals: { Function: { Runtime: nodejs24.x, Handler: index.h } }';
    await using folder = await projectFolder({ 'template.yaml': `${globals}\nResources:\n  Fn: ${resource}\n` });
    await using project = await deployedProject(folder);

    await project.deployment.apply(await project.read());

    expect(project.told).toEqual([['warn', expect.stringContaining(notice)]]);
  });
});

describe('code of a project file that is in S3', () => {
  const template = (key: string): string => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Stored:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: 's3://bucket/${key}' }
`;

  it('is fetched and kept like an archive', async () => {
    await using folder = await projectFolder({ 'template.yaml': template('code.zip') });
    await using project = await deployedProject(folder, {
      fetchObject: ({ key }) => Promise.resolve(Buffer.from(key)),
    });

    await project.deployment.apply(await project.read());

    const stored = project.function('Stored');
    expect(stored.problem).toBeUndefined();
    expect(stored).toMatchObject({ package: { code: { kind: 'archive', givenAs: 's3://bucket/code.zip' } } });
  });

  it('that cannot be fetched is told by the function, with what else to do', async () => {
    await using folder = await projectFolder({ 'template.yaml': template('code.zip') });
    await using project = await deployedProject(folder);

    await project.deployment.apply(await project.read());

    expect(project.function('Stored').problem?.message).toMatch(
      /"s3:\/\/bucket\/code\.zip" is not on this machine and cannot be fetched \(There is no S3 here\.\)/,
    );
  });
});
