import os from 'node:os';
import path from 'node:path';
import { UserError } from '../base/index.js';
import { chooseValues, type SettingsLayer } from './layer.js';
import { locateProject } from './locate-project.js';
import type { SettingsCommand } from './option.js';
import type { OptionKey, OptionValues } from './options/index.js';
import { findConfigFile, readConfigFile } from './read-config-file.js';
import { type Environment, readEnvironment } from './read-environment.js';
import type { DockerSettings, EnvironmentOverrides, Settings } from './settings.js';

export interface SettingsSources {
  readonly command: SettingsCommand;
  /** Flags as parsed, or the options of `createEmulator`. */
  readonly flags: SettingsLayer;
  readonly functionNames: readonly string[];
  readonly environment: Environment;
  /** The working directory, absolute. */
  readonly folder: string;
  /** `--config-file`; absent means the project's hearth.toml, when there is one. */
  readonly configFile?: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  /** Where each value that is not a default came from. */
  readonly origins: Readonly<Partial<Record<OptionKey, string>>>;
  readonly configFile?: string;
}

/** One validated `Settings`; precedence: flag, environment, hearth.toml, default. Throws the `UserError` of the first wrong value. */
export function readSettings(sources: SettingsSources): ReadSettings {
  const configFile = configFileOf(sources);
  const layers = [
    sources.flags,
    readEnvironment(sources.environment, sources.folder),
    ...(configFile === undefined ? [] : readConfigFile(configFile, sources.command)),
  ];
  const { values, origins } = chooseValues(sources.command, layers);
  const settings = settingsOf(values, sources);
  return { settings, origins, ...(configFile === undefined ? {} : { configFile }) };
}

function configFileOf({ configFile, environment, flags, folder }: SettingsSources): string | undefined {
  const named = configFile ?? environment['HEARTH_CONFIG_FILE'];
  if (named !== undefined && named !== '') return path.resolve(folder, named);
  const template = flags.get('template')?.raw;
  const templateFolder = typeof template === 'string' ? path.dirname(path.resolve(folder, template)) : folder;
  return findConfigFile([folder, templateFolder]);
}

function settingsOf(values: OptionValues, { environment, folder, functionNames }: SettingsSources): Settings {
  const project = locateProject(folder, values.template);
  return {
    ...project,
    host: values.host ?? '127.0.0.1',
    apiPort: values.port ?? 3000,
    lambdaPort: values['lambda-port'] ?? 3001,
    apiPortNamed: values.port !== undefined,
    lambdaPortNamed: values['lambda-port'] !== undefined,
    functionNames,
    region: values.region ?? 'us-east-1',
    account: accountOf(values),
    ...(values.profile === undefined ? {} : { profile: values.profile }),
    credentials: values.credentials ?? true,
    environmentOverrides: values['env-vars'] ?? noOverrides,
    containerEnvironment: values['container-env-vars'] ?? noOverrides,
    parameterOverrides: values['parameter-overrides'] ?? {},
    sandboxHost: values['sandbox-host'] ?? 'auto',
    docker: dockerSettings(values, environment),
    keepAliveMs: values['keep-alive'] ?? 600_000,
    shutdownGraceMs: values['shutdown-grace'] ?? 2000,
    warmContainers: values['warm-containers'] ?? 'LAZY',
    maxConcurrentStarts: values['max-concurrent-starts'] ?? Math.max(2, os.availableParallelism()),
    spares: values.spares ?? 0,
    accountConcurrency: values['account-concurrency'] ?? 1000,
    eventConcurrency: values['event-concurrency'] ?? 50,
    dataFolder: values['data-dir'] ?? path.join(project.projectFolder, '.hearth'),
    ephemeral: values.ephemeral ?? false,
    ...awsEndpointOf(values),
    logFormat: values['log-format'] ?? 'text',
    verbose: values.debug ?? false,
    watch: values.watch ?? true,
    searchPath: environment['PATH'] ?? environment['Path'] ?? '',
  };
}

function dockerSettings(values: OptionValues, environment: Environment): DockerSettings {
  const network = values['docker-network'];
  const containerHost = values['container-host'];
  const containerHostInterface = values['container-host-interface'];
  return {
    ...(network === undefined ? {} : { network }),
    addHosts: values['add-host'] ?? [],
    dns: values['container-dns'] ?? [],
    ...(containerHost === undefined ? {} : { containerHost }),
    ...(containerHostInterface === undefined ? {} : { containerHostInterface }),
    skipPullImage: values['skip-pull-image'] ?? false,
    ...(values['ignore-architecture'] === true ? { ignoreArchitecture: true } : {}),
    imageOverrides: values['invoke-image'] ?? {},
    environment: dockerEnvironment(environment),
  };
}

/** Everything by which Docker's own tools find their engine. */
function dockerEnvironment(environment: Environment): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && /^(DOCKER_[A-Z_]+|CONTAINER_HOST|HOME|USERPROFILE|XDG_RUNTIME_DIR)$/.test(name)) {
      found[name] = value;
    }
  }
  return found;
}

function accountOf({ account = '000000000000' }: OptionValues): string {
  if (/^\d{12}$/.test(account)) return account;
  throw new UserError(`Invalid AWS account "${account}". Give twelve digits, such as "000000000000".`);
}

function awsEndpointOf(values: OptionValues): { readonly awsEndpoint?: string } {
  const endpoint = values['aws-endpoint'];
  if (endpoint === undefined) return {};
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new UserError(`Invalid value "${endpoint}" for --aws-endpoint. Give a URL, such as "http://127.0.0.1:4566".`);
  }
  return { awsEndpoint: endpoint.replace(/\/+$/, '') };
}

const noOverrides: EnvironmentOverrides = { all: {}, byFunction: {} };
