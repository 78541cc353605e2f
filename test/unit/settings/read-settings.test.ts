import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../../src/base/index.js';
import { type OptionKey, readSettings, type Settings, type SettingsCommand } from '../../../src/settings/index.js';
import { projectFolder } from '../../support/project-folder.js';

interface Sources {
  readonly command?: SettingsCommand;
  readonly flags?: Readonly<Partial<Record<OptionKey, unknown>>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

function settingsFrom({ command = 'start-api', flags = {}, environment = {}, folder = '/nowhere' }: Sources): Settings {
  const given = Object.entries(flags).map(
    ([key, raw]) => [key as OptionKey, { raw, name: `--${key}`, folder }] as const,
  );
  return readSettings({ command, flags: new Map(given), environment, folder, functionNames: [] }).settings;
}

describe('settings', () => {
  it('have the defaults that the documentation names', () => {
    expect(settingsFrom({})).toMatchObject({
      projectFolder: '/nowhere',
      dataFolder: '/nowhere/.hearth',
      host: '127.0.0.1',
      apiPort: 3000,
      lambdaPort: 3001,
      apiPortNamed: false,
      region: 'us-east-1',
      account: '000000000000',
      sandboxHost: 'auto',
      keepAliveMs: 600_000,
      shutdownGraceMs: 2000,
      warmContainers: 'LAZY',
      accountConcurrency: 1000,
      eventConcurrency: 50,
      timeScale: 1,
      credentials: true,
      ephemeral: false,
      watch: true,
      logFormat: 'text',
    });
  });

  it.each<[string, Sources, Partial<Settings>]>([
    ['a port', { flags: { port: '8080' } }, { apiPort: 8080, apiPortNamed: true }],
    ['a port of 0', { flags: { 'lambda-port': '0' } }, { lambdaPort: 0, lambdaPortNamed: true }],
    ['HEARTH_PORT', { environment: { HEARTH_PORT: '8081' } }, { apiPort: 8081, apiPortNamed: true }],
    ['LAMBDA_KEEPALIVE_MS in milliseconds', { environment: { LAMBDA_KEEPALIVE_MS: '1500' } }, { keepAliveMs: 1500 }],
    ['LAMBDA_RUNTIME_VALIDATION', { environment: { LAMBDA_RUNTIME_VALIDATION: '1' } }, { runtimePolicy: 'aws' }],
    ['DEBUG of LocalStack', { environment: { DEBUG: '1' } }, { verbose: true }],
    ["somebody else's DEBUG as not set", { environment: { DEBUG: 'express:*' } }, { verbose: false }],
    ['a bare duration in seconds', { flags: { 'keep-alive': '90' } }, { keepAliveMs: 90_000 }],
    ['a duration with a unit', { flags: { 'shutdown-grace': '1.5s' } }, { shutdownGraceMs: 1500 }],
    ['AWS_REGION', { environment: { AWS_REGION: 'eu-north-1' } }, { region: 'eu-north-1' }],
    [
      'AWS_REGION before AWS_DEFAULT_REGION',
      { environment: { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'us-west-2' } },
      { region: 'eu-north-1' },
    ],
    ['AWS_REGION as no region that was named', { environment: { AWS_REGION: 'eu-north-1' } }, { regionNamed: false }],
    ['HEARTH_REGION as one that was', { environment: { HEARTH_REGION: 'eu-north-1' } }, { regionNamed: true }],
    ['no account as none that was named', {}, { accountNamed: false }],
    ['HEARTH_ACCOUNT as one that was', { environment: { HEARTH_ACCOUNT: '123456789012' } }, { accountNamed: true }],
    ['an empty variable as not set', { environment: { AWS_REGION: '' } }, { region: 'us-east-1' }],
    ['a choice in any case', { flags: { 'warm-containers': 'eager' } }, { warmContainers: 'EAGER' }],
    ['a flag that is off', { environment: { HEARTH_WATCH: 'no' } }, { watch: false }],
    [
      'a URL without its last slash',
      { flags: { 'aws-endpoint': 'http://moto:5000/' } },
      { awsEndpoint: 'http://moto:5000' },
    ],
    ['a data folder relative to its source', { flags: { 'data-dir': 'd' }, folder: '/p' }, { dataFolder: '/p/d' }],
  ])('take %s', (_, sources, expected) => {
    expect(settingsFrom(sources)).toMatchObject(expected);
  });

  it('take LAMBDA_DOCKER_NETWORK, repeated flags and the environment of Docker', () => {
    const { docker } = settingsFrom({
      flags: { 'add-host': ['db:10.0.0.1', 'mq:10.0.0.2'], 'container-dns': '1.1.1.1,8.8.8.8' },
      environment: { LAMBDA_DOCKER_NETWORK: 'stack_default', DOCKER_HOST: 'tcp://docker:2375', SECRET: 'x' },
    });

    expect(docker).toMatchObject({
      network: 'stack_default',
      addHosts: ['db:10.0.0.1', 'mq:10.0.0.2'],
      dns: ['1.1.1.1', '8.8.8.8'],
      environment: { DOCKER_HOST: 'tcp://docker:2375' },
    });
  });

  it.each<[string, Sources, string]>([
    [
      'a port out of range',
      { flags: { port: '70000' } },
      'Invalid value "70000" for --port. Use a whole number from 0 to 65535.',
    ],
    ['a port that is no number', { environment: { HEARTH_PORT: 'x' } }, 'Invalid value "x" for HEARTH_PORT.'],
    [
      'an unknown choice',
      { flags: { 'sandbox-host': 'vm' } },
      'Invalid value "vm" for --sandbox-host. Use one of "auto", "docker", "process".',
    ],
    ['a duration without sense', { flags: { 'keep-alive': 'soon' } }, 'Invalid value "soon" for --keep-alive.'],
    ['a duration that no timer takes', { flags: { 'keep-alive': '1000h' } }, 'Invalid value "1000h" for --keep-alive.'],
    ['an account of the wrong length', { flags: { account: '42' } }, 'Invalid AWS account "42". Give twelve digits'],
    ['an endpoint that is no URL', { flags: { 'aws-endpoint': 'moto' } }, 'Invalid value "moto" for --aws-endpoint.'],
    [
      'a template that is missing',
      { flags: { template: 'no.yaml' } },
      'Template not found: "/nowhere/no.yaml". Name an existing file with -t',
    ],
    [
      'a file of variables that is missing',
      { flags: { 'env-vars': 'no.json' } },
      'Invalid value "/nowhere/no.json" for --env-vars. The file cannot be read',
    ],
    [
      'an image that is none',
      { flags: { 'invoke-image': ['a b'] } },
      'Write an image reference, or FunctionOrRuntime=image.',
    ],
    [
      'a parameter without a value',
      { flags: { 'parameter-overrides': ['Stage'] } },
      'Invalid value "Stage" for --parameter-overrides.',
    ],
  ])('refuse %s, naming the value and the remedy', (_, sources, message) => {
    expect(() => settingsFrom(sources)).toThrow(UserError);
    expect(() => settingsFrom(sources)).toThrow(message);
  });

  it('look only at the options that the command has', () => {
    expect(() => settingsFrom({ command: 'ps', environment: { HEARTH_PORT: 'x' } })).not.toThrow();
  });

  it('take the flag before the variable, that before the command’s table, that before the shared keys, those before the default', async () => {
    const hosts = ['a.test', 'b.test', 'c.test', 'd.test'] as const;
    await fc.assert(
      fc.asyncProperty(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()), async (present) => {
        const [flag, variable, table, shared] = present;
        const toml = [
          ...(shared ? [`host = "${hosts[3]}"`] : []),
          '[start-api]',
          ...(table ? [`host = "${hosts[2]}"`] : []),
        ];
        await using folder = await projectFolder({ 'hearth.toml': toml.join('\n') });

        const { host } = settingsFrom({
          folder: folder.path,
          flags: flag ? { host: hosts[0] } : {},
          environment: variable ? { HEARTH_HOST: hosts[1] } : {},
        });

        expect(host).toBe(hosts[present.indexOf(true)] ?? '127.0.0.1');
      }),
      { numRuns: 24 },
    );
  });
});

describe('the files that settings were read from', () => {
  it('are told, so that an edit can be seen', async () => {
    await using folder = await projectFolder({
      'hearth.toml': '',
      'samconfig.toml': 'version = 0.1',
      'vars.env': 'A=1',
      'params.json': '{}',
    });

    const { inputFiles } = settingsFrom({
      folder: folder.path,
      flags: { 'env-vars': 'vars.env', 'parameter-overrides': ['file://params.json'] },
    });

    expect(inputFiles.map((file) => path.relative(folder.path, file))).toEqual([
      'vars.env',
      'params.json',
      'hearth.toml',
      'samconfig.toml',
    ]);
  });
});

describe('hearth.toml', () => {
  it('is found beside the template and takes paths relative to itself', async () => {
    await using folder = await projectFolder({
      'app/template.yaml': 'Resources: {}',
      'app/hearth.toml': 'data-dir = "state"\nkeep-alive = 5\n[invoke-image]\n"nodejs22.x" = "my/node:1"',
    });

    const settings = settingsFrom({ folder: folder.path, flags: { template: 'app/template.yaml' } });

    expect(settings).toMatchObject({
      projectFolder: path.join(folder.path, 'app'),
      dataFolder: path.join(folder.path, 'app/state'),
      keepAliveMs: 5000,
      docker: { imageOverrides: { 'nodejs22.x': 'my/node:1' } },
    });
  });

  it.each([
    ['a key that is unknown', 'prot = 1', 'Unknown setting "prot" in'],
    ['an unknown key of a command', '[start]\nprot = 1', 'Unknown setting "start.prot" in'],
    ['a wrong value', 'port = "x"', 'Invalid value "x" for "port" in'],
    ['broken TOML, by file, line and column', 'port = \n', 'hearth.toml:1:8: '],
  ])('refuses %s', async (_, text, message) => {
    await using folder = await projectFolder({ 'hearth.toml': text });

    expect(() => settingsFrom({ folder: folder.path })).toThrow(message);
  });
});
