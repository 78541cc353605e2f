import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';
import { RunningCommand, runHearth } from '../../support/product/running-command.js';

const onProcesses = ['--port', '0', '--lambda-port', '0', '--sandbox-host', 'process'];

function project(properties: string, files: Readonly<Record<string, string>> = {}): Promise<ProjectFolder> {
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Broken:
    Type: AWS::Serverless::Function
    Properties: { ${properties} }
  Works:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, InlineCode: 'exports.handler = async () => "works"' }
`;
  return projectFolder({ 'template.yaml': template, ...files });
}

/** The body that callers of the broken function get, while the other one works. */
async function answersOf(hearth: RunningCommand): Promise<{ broken: string; works: string }> {
  const call = async (name: string): Promise<string> => {
    const url = `${hearth.awsUrl}/2015-03-31/functions/${name}/invocations`;
    return (await fetch(url, { method: 'POST', body: '{}' })).text();
  };
  return { broken: await call('Broken'), works: await call('Works') };
}

describe('input that stops the start', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
    ['no template', {}, ['start-api'], /Error: No template .*-t/s],
    [
      'a named template that is missing',
      {},
      ['start-api', '-t', 'no.yaml'],
      /Error: Template not found: ".*no\.yaml"\. Name an existing file with -t/,
    ],
    ['a YAML error', { 'template.yaml': 'Resources:\n  A: [1\n' }, ['start-api'], /Error: .*template\.yaml:\d+:\d+: /],
    [
      'a function that the template does not have',
      { 'template.yaml': 'Resources: {}' },
      ['start-api', 'Nope'],
      /Error: No function "Nope" in ".*"\. It has none\./,
    ],
    [
      'a port out of range',
      {},
      ['start', '-p', '70000'],
      /Error: Invalid value "70000" for --port\. Use a whole number/,
    ],
    [
      'an unknown setting in hearth.toml',
      { 'hearth.toml': 'prot = 1' },
      ['start'],
      /Error: Unknown setting "prot" in .*hearth\.toml\. Known settings: /,
    ],
    [
      'a file of variables that is no JSON',
      { 'env.json': '{' },
      ['start', '--env-vars', 'env.json'],
      /Error: The file ".*env\.json" of --env-vars is not JSON/,
    ],
    [
      'an unknown flag',
      {},
      ['start', '--prot', '1'],
      /Error: unknown option '--prot'\n.*--port.*\nRun "hearth start --help"/s,
    ],
    ['an unknown command', {}, ['startapi'], /Error: unknown command 'startapi'\n\(Did you mean start-api\?\)/],
    [
      'an event that is no JSON',
      { 'template.yaml': 'Resources: {}', 'e.json': '{' },
      ['invoke', 'A', '-e', 'e.json'],
      /Error: The event in ".*e\.json" is not JSON/,
    ],
    [
      'an event file that is missing',
      {},
      ['invoke', 'A', '-e', 'e.json'],
      /Error: Event file not found: ".*e\.json"\. Name an existing file with -e/,
    ],
    [
      'no running Hearth to ask',
      {},
      ['ps'],
      /Error: No Hearth runs in the project ".*"\. Start one with "hearth start-api"/,
    ],
    [
      'an unknown runtime to pull',
      {},
      ['images', 'pull', 'cobol1.x'],
      /Error: Unknown runtime: "cobol1\.x"\. Pass identifiers/,
    ],
  ])('%s: says the value and the remedy, and ends with status 2', async (_, files, words, message) => {
    await using folder = await projectFolder(files);

    const run = await runHearth(words, { folder: folder.path });

    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['start-api', '--port', ['--lambda-port', '0']],
    ['start-api', '--lambda-port', ['--port', '0']],
    ['start-lambda', '--port', []],
  ])('a port named by a flag that is taken: %s %s', async (command, flag, others) => {
    await using folder = await projectFolder({ 'template.yaml': 'Resources: {}' });
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const run = await runHearth([command, flag, String(port), ...others], { folder: folder.path });
    other.close();

    expect(run.status).toBe(2);
    expect(run.stderr).toContain(
      `Address already in use: "127.0.0.1:${port}". Stop the other process or pass ${flag}.`,
    );
  });

  it.each(['203.0.113.7', 'nowhere.invalid'])('an address that this machine does not have: %s', async (host) => {
    await using folder = await projectFolder({ 'template.yaml': 'Resources: {}' });

    const run = await runHearth(['start-api', '--host', host, '--port', '0', '--lambda-port', '0'], {
      folder: folder.path,
    });

    expect(run.status).toBe(2);
    expect(run.stderr).toContain(`This machine has no address "${host}". Pass one that it has`);
  });

  it('an engine that is asked for and does not answer', async () => {
    await using folder = await projectFolder({});

    const run = await runHearth(['start', ...onProcesses.slice(0, 4), '--sandbox-host', 'docker'], {
      folder: folder.path,
      environment: { DOCKER_HOST: 'tcp://127.0.0.1:9' },
    });

    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/Error: .*tcp:\/\/127\.0\.0\.1:9/);
  });

  it('a data folder that is a file', async () => {
    await using folder = await projectFolder({ taken: '' });

    const run = await runHearth(['start', ...onProcesses, '--data-dir', 'taken'], { folder: folder.path });

    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/Error: The data folder ".*taken" cannot be .*--data-dir/);
  });
});

describe('a function that cannot be loaded', () => {
  const inline = `InlineCode: 'exports.handler = async () => 1'`;
  const large = 'x'.repeat(4100);

  it.each<[string, string, Readonly<Record<string, string>>, RegExp, RegExp]>([
    [
      'missing code',
      'Runtime: nodejs22.x, Handler: a.b, CodeUri: nowhere/',
      {},
      /Function "Broken" cannot be loaded: .*nowhere/,
      /nowhere/,
    ],
    [
      'an unknown runtime',
      `Runtime: cobol1.x, Handler: a.b, CodeUri: code/`,
      { 'code/a.js': '' },
      /Function "Broken" cannot be loaded: .*cobol1\.x/,
      /cobol1\.x/,
    ],
    [
      'an environment over 4 KB',
      `Runtime: nodejs22.x, Handler: index.handler, ${inline}, Environment: { Variables: { A: ${large} } }`,
      {},
      /Function "Broken" cannot be loaded: .*4096|4 KB/,
      /4096|4 KB/,
    ],
    [
      'a handler file that is missing',
      'Runtime: nodejs22.x, Handler: gone.handler, CodeUri: code/',
      { 'code/a.js': '' },
      /Press CTRL/,
      /Runtime\.ImportModuleError.*Cannot find module 'gone'/,
    ],
  ])(
    '%s: is told, answers its own error, and does not stop the start',
    async (_, properties, files, told, answered) => {
      await using folder = await project(properties, files);
      await using hearth = await RunningCommand.start(['start', ...onProcesses], { folder: folder.path });

      const { broken, works } = await answersOf(hearth);

      expect(hearth.stderr).toMatch(told);
      expect(broken).toMatch(answered);
      expect(works).toBe('"works"');
    },
  );

  it('an image that is missing offline: is told with the remedy', async () => {
    await using folder = await project(`PackageType: Image, ImageUri: 'no-registry.invalid/image:1'`);
    await using hearth = await RunningCommand.start(['start', ...onProcesses], { folder: folder.path });

    const { broken, works } = await answersOf(hearth);

    expect(broken).toMatch(/container image.*Docker/);
    expect(works).toBe('"works"');
  });
});

describe('the AWS port of start-api', () => {
  it('moves to the next free one when its default is taken, and says so', async () => {
    await using folder = await projectFolder({ 'template.yaml': 'Resources: {}' });
    const other = createServer();
    const listens = once(other, 'listening').catch(() => undefined);
    other.listen(3001, '127.0.0.1');
    await listens;

    await using hearth = await RunningCommand.start(['start-api', '--port', '0', '--sandbox-host', 'process'], {
      folder: folder.path,
    });
    other.close();

    expect(hearth.stderr).toMatch(
      /Address already in use: "127\.0\.0\.1:3001"\. The AWS API is on port 30\d\d instead\./,
    );
    expect(hearth.awsUrl).not.toMatch(/:3001$/);
  });
});
