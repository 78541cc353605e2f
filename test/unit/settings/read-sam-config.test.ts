import { describe, expect, it } from '@jest/globals';
import { type OptionKey, readSettings, type SettingsSources } from '../../../src/settings/index.js';
import { projectFolder, type ProjectFolder } from '../../support/project-folder.js';

const samConfig = `
version = 0.1
[default.global.parameters]
stack_name = "shop"
region = "eu-west-1"
[default.local_start_api.parameters]
port = 4000
warm_containers = "EAGER"
parameter_overrides = "Stage=dev Name=\\"two words\\""
env_vars = "env.json"
[default.local_start_lambda.parameters]
port = 4001
[default.deploy.parameters]
region = "us-west-2"
[prod.local_start_api.parameters]
port = 5000
parameter_overrides = ["Stage=prod", "Name=two words"]
`;

function settingsIn(folder: ProjectFolder, more: Partial<SettingsSources> = {}) {
  return readSettings({
    command: 'start-api',
    flags: new Map(),
    functionNames: [],
    environment: {},
    folder: folder.path,
    ...more,
  });
}

// SAM CLI, "AWS SAM CLI configuration file".
describe('samconfig.toml', () => {
  it('gives the parameters of the command, and those that are for all commands', async () => {
    await using folder = await projectFolder({ 'samconfig.toml': samConfig, 'env.json': '{"Fn":{"A":"1"}}' });

    const { settings, origins, samConfigFile } = settingsIn(folder);

    expect(settings).toMatchObject({
      apiPort: 4000,
      region: 'eu-west-1',
      warmContainers: 'EAGER',
      parameterOverrides: { Stage: 'dev', Name: 'two words' },
      environmentOverrides: { byFunction: { Fn: { A: '1' } } },
    });
    expect(samConfigFile).toBe(`${folder.path}/samconfig.toml`);
    expect(origins.port).toBe(`"default.local_start_api.parameters.port" in ${folder.path}/samconfig.toml`);
  });

  it.each<[SettingsSources['command'], object]>([
    ['start-lambda', { lambdaPort: 4001, region: 'eu-west-1' }],
    ['start', { apiPort: 4000 }],
    ['invoke', { region: 'eu-west-1', parameterOverrides: {} }],
  ])('gives %s its own command’s parameters', async (command, expected) => {
    await using folder = await projectFolder({ 'samconfig.toml': samConfig, 'env.json': '{}' });

    expect(settingsIn(folder, { command }).settings).toMatchObject(expected);
  });

  it.each<[string, Partial<SettingsSources>]>([
    ['--config-env', { configEnv: 'prod' }],
    ['HEARTH_CONFIG_ENV', { environment: { HEARTH_CONFIG_ENV: 'prod' } }],
  ])('is read in the environment that %s names', async (_, sources) => {
    await using folder = await projectFolder({ 'samconfig.toml': samConfig });

    expect(settingsIn(folder, sources).settings).toMatchObject({
      apiPort: 5000,
      region: 'us-east-1',
      parameterOverrides: { Stage: 'prod', Name: 'two words' },
    });
  });

  it('takes what SAM writes its own way: switches that say no, paths from its folder, numbers', async () => {
    const parameters = `
version = 0.1
[default.local_invoke.parameters]
event = "events/one.json"
no_memory_limit = true
debug_port = 5858
[default.local_start_api.parameters]
no_watch = true
template_file = "app/template.yaml"
warm_containers = "eager"
skip_pull_image = true
`;
    await using folder = await projectFolder({ 'samconfig.toml': parameters, 'app/template.yaml': '' });

    expect(settingsIn(folder, { command: 'invoke' }).settings).toMatchObject({
      event: `${folder.path}/events/one.json`,
      docker: { unlimitedMemory: true },
      debugging: { ports: [5858] },
    });
    expect(settingsIn(folder).settings).toMatchObject({
      watch: false,
      templateFile: `${folder.path}/app/template.yaml`,
      warmContainers: 'EAGER',
      docker: { skipPullImage: true },
    });
  });

  // As with SAM, whose own `region` beats what botocore finds in the shell.
  it('names the region before AWS_REGION and AWS_PROFILE do, which speak to other tools too', async () => {
    await using folder = await projectFolder({ 'samconfig.toml': samConfig, 'env.json': '{}' });
    const environment = { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-west-2', AWS_PROFILE: 'work' };

    expect(settingsIn(folder, { environment }).settings).toMatchObject({ region: 'eu-west-1', profile: 'work' });
    expect(settingsIn(folder, { environment, configEnv: 'prod' }).settings).toMatchObject({ region: 'us-west-2' });
    expect(settingsIn(folder, { environment: { ...environment, HEARTH_REGION: 'sa-east-1' } }).settings).toMatchObject({
      region: 'sa-east-1',
    });
  });

  it('yields to flags, variables and hearth.toml', async () => {
    const given = (raw: unknown) => ({ raw, name: 'it', folder: '/' });
    await using folder = await projectFolder({
      'samconfig.toml': samConfig,
      'env.json': '{}',
      'hearth.toml': 'warm-containers = "LAZY"',
    });

    const { settings } = settingsIn(folder, {
      flags: new Map<OptionKey, ReturnType<typeof given>>([['port', given('1')]]),
      environment: { HEARTH_REGION: 'ap-south-1' },
    });

    expect(settings).toMatchObject({ apiPort: 1, region: 'ap-south-1', warmContainers: 'LAZY' });
  });

  it.each([
    ['samconfig.yaml', 'version: 0.1\ndefault: { local_start_api: { parameters: { port: 4000 } } }'],
    ['samconfig.json', '{"version": 0.1, "default": {"local_start_api": {"parameters": {"port": 4000}}}}'],
  ])('may be %s', async (name, text) => {
    await using folder = await projectFolder({ [name]: text });

    expect(settingsIn(folder).settings.apiPort).toBe(4000);
  });

  it('may be named beside Hearth’s own file, and tells which of the two it is', async () => {
    await using folder = await projectFolder({
      'ci/sam.toml': 'version = 0.1\n[default.local_start_api.parameters]\nport = 4000',
      'ci/own.toml': 'port = 5000',
    });

    expect(settingsIn(folder, { configFile: 'ci/sam.toml' }).settings.apiPort).toBe(4000);
    expect(settingsIn(folder, { configFile: 'ci/own.toml' }).settings.apiPort).toBe(5000);
  });

  it.each<[string, string, Partial<SettingsSources>, string]>([
    ['an environment that is missing', samConfig, { configEnv: 'stage' }, 'No environment "stage" in '],
    ['a wrong value', 'version = 0.1\n[default.local_start_api.parameters]\nport = "x"', {}, 'parameters.port" in '],
    [
      'what cannot be had here',
      'version = 0.1\n[default.local_start_api.parameters]\nhook_name = "terraform"',
      {},
      'cannot be had: Terraform projects are not read. Run "hearth start"',
    ],
    ['broken TOML', 'version = \n', {}, 'samconfig.toml:1:11: '],
  ])('is refused with its place: %s', async (_, text, sources, message) => {
    await using folder = await projectFolder({ 'samconfig.toml': text });

    expect(() => settingsIn(folder, sources)).toThrow(message);
  });
});
