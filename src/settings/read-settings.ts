import os from 'node:os';
import path from 'node:path';
import { UserError } from '../base/index.js';
import { chooseValues, type SettingsLayer } from './layer.js';
import { locateStaticFolder } from './locate-static-folder.js';
import { locateProject } from './locate-project.js';
import { inputFilesOf } from './input-files.js';
import type { Given, SettingsCommand } from './option.js';
import type { OptionKey, OptionValues } from './options/index.js';
import { profileRegion } from './profile-region.js';
import { findConfigFile, readConfigFile } from './read-config-file.js';
import { type Environment, readEnvironment } from './read-environment.js';
import { findSamConfig, isSamConfig, readSamConfig, type SamConfigEnvironment } from './read-sam-config.js';
import type { DebugChoices, DockerSettings, EnvironmentOverrides, Settings, TlsSettings } from './settings.js';

export interface SettingsSources {
  readonly command: SettingsCommand;
  /** Flags as parsed, or the options of `createEmulator`. */
  readonly flags: SettingsLayer;
  readonly functionNames: readonly string[];
  readonly environment: Environment;
  /** The working directory, absolute. */
  readonly folder: string;
  /** `--config-file`: Hearth's or SAM's; absent means the project's hearth.toml and samconfig.toml, when there are any. */
  readonly configFile?: string;
  /** `--config-env`: the environment of SAM's file; `default` when absent. */
  readonly configEnv?: string;
}

export interface ReadSettings {
  readonly settings: Settings;
  /** Where each value that is not a default came from. */
  readonly origins: Readonly<Partial<Record<OptionKey, string>>>;
  readonly configFile?: string;
  readonly samConfigFile?: string;
}

/** One validated `Settings`; precedence: flag, environment, hearth.toml, samconfig.toml, what the environment says to all tools, default. Throws the `UserError` of the first wrong value. */
export function readSettings(sources: SettingsSources): ReadSettings {
  const { configFile, samConfigFile } = configFilesOf(sources);
  const layers = [
    sources.flags,
    readEnvironment(sources.environment, sources.folder),
    ...(configFile === undefined ? [] : readConfigFile(configFile, sources.command)),
    ...(samConfigFile === undefined ? [] : readSamConfig(samConfigFile, sources.command, samEnvironmentOf(sources))),
    readEnvironment(sources.environment, sources.folder, 'ambient'),
  ];
  const { values, origins, given } = chooseValues(sources.command, layers);
  const configFiles = [configFile, samConfigFile].filter((file) => file !== undefined);
  const settings = {
    ...settingsOf(values, [...inputFilesOf(given), ...configFiles], sources),
    regionNamed: isNamedForHearth(given.get('region')),
    accountNamed: given.get('account') !== undefined,
  };
  return { settings, origins, ...(configFile && { configFile }), ...(samConfigFile && { samConfigFile }) };
}

function configFilesOf({
  configFile,
  environment,
  flags,
  folder,
}: SettingsSources): Pick<ReadSettings, 'configFile' | 'samConfigFile'> {
  const named = configFile ?? environment['HEARTH_CONFIG_FILE'];
  const template = flags.get('template')?.raw;
  const templateFolder = typeof template === 'string' ? path.dirname(path.resolve(folder, template)) : folder;
  const folders = [folder, templateFolder];
  const found = { configFile: findConfigFile(folders), samConfigFile: findSamConfig(folders) };
  if (named !== undefined && named !== '') {
    const file = path.resolve(folder, named);
    if (isSamConfig(file)) found.samConfigFile = file;
    else found.configFile = file;
  }
  return {
    ...(found.configFile !== undefined && { configFile: found.configFile }),
    ...(found.samConfigFile !== undefined && { samConfigFile: found.samConfigFile }),
  };
}

function samEnvironmentOf({ configEnv, environment }: SettingsSources): SamConfigEnvironment {
  const named = configEnv ?? environment['HEARTH_CONFIG_ENV'];
  return named === undefined || named === '' ? { name: 'default', named: false } : { name: named, named: true };
}

function settingsOf(
  values: OptionValues,
  inputFiles: readonly string[],
  sources: SettingsSources,
): Omit<Settings, 'regionNamed' | 'accountNamed'> {
  const { environment, folder, functionNames } = sources;
  const project = locateProject(folder, values.template);
  const staticFolder = locateStaticFolder(project.projectFolder, values['static-dir']);
  return {
    ...project,
    host: values.host ?? '127.0.0.1',
    apiPort: values.port ?? 3000,
    lambdaPort: values['lambda-port'] ?? 3001,
    apiPortNamed: values.port !== undefined,
    lambdaPortNamed: values['lambda-port'] !== undefined,
    ...(values['localstack-port'] === undefined ? {} : { localstackPort: values['localstack-port'] }),
    ...(staticFolder === undefined ? {} : { staticFolder }),
    ...tlsSettings(values),
    albPorts: values['alb-port'] ?? {},
    urlPorts: values['url-port'] ?? {},
    everyUrlHasPort: values['url-ports'] ?? false,
    ...(values.event !== undefined && { event: values.event }),
    ...(values.runtime !== undefined && { runtime: values.runtime }),
    ...(values['tenant-id'] !== undefined && { tenantId: values['tenant-id'] }),
    functionNames,
    disableAuthorizer: values['disable-authorizer'] ?? false,
    ...(values['mock-claims'] === undefined ? {} : { mockClaims: values['mock-claims'] }),
    region: values.region ?? regionElsewhere(values, sources) ?? 'us-east-1',
    account: accountOf(values),
    ...(values.profile === undefined ? {} : { profile: values.profile }),
    credentials: values.credentials ?? true,
    environmentOverrides: values['env-vars'] ?? noOverrides,
    containerEnvironment: values['container-env-vars'] ?? noOverrides,
    parameterOverrides: values['parameter-overrides'] ?? {},
    ...(values.stage !== undefined && { stage: values.stage }),
    serviceParameters: values.param ?? {},
    inputFiles,
    build: values.build ?? { isOn: false, byFunction: {} },
    watchIgnore: values['watch-ignore'] ?? [],
    watchPolling: values['watch-polling'] ?? 'auto',
    sandboxHost: values['sandbox-host'] ?? 'auto',
    docker: dockerSettings(values, environment),
    debugging: debugChoices(values),
    keepAliveMs: values['keep-alive'] ?? 600_000,
    shutdownGraceMs: values['shutdown-grace'] ?? 2000,
    warmContainers: values['warm-containers'] ?? 'LAZY',
    maxConcurrentStarts: values['max-concurrent-starts'] ?? Math.max(2, os.availableParallelism()),
    spares: values.spares ?? 0,
    networkSlots: values['network-slots'] ?? 4,
    gates: values.gates ?? 10,
    accountConcurrency: values['account-concurrency'] ?? 1000,
    eventConcurrency: values['event-concurrency'] ?? 50,
    timeScale: values['time-scale'] ?? 1,
    dataFolder: values['data-dir'] ?? path.join(project.projectFolder, '.hearth'),
    ephemeral: values.ephemeral ?? false,
    ...awsEndpointOf(values),
    enforcePolicies: values['enforce-policies'] ?? false,
    ...(values['organization-id'] !== undefined && { organizationId: values['organization-id'] }),
    runtimePolicy: values['runtime-policy'] ?? 'local',
    logFormat: values['log-format'] ?? 'text',
    verbose: values.debug ?? false,
    ...(values['log-file'] !== undefined && { logFile: values['log-file'] }),
    watch: values.watch ?? true,
    searchPath: environment['PATH'] ?? environment['Path'] ?? '',
  };
}

/** By a flag, a file or `HEARTH_REGION`; AWS's own variables are for everything that talks to AWS. */
function isNamedForHearth(given: Given | undefined): boolean {
  return given !== undefined && !/^(?:AWS_)?DEFAULT_REGION$|^AWS_REGION$/.test(given.name);
}

function debugChoices(values: OptionValues): DebugChoices {
  const files = values['debugger-path'];
  return {
    ports: values['debug-port'] ?? [],
    functions: values['debug-function'] ?? [],
    arguments: values['debug-args'] ?? [],
    ...(files === undefined ? {} : { files }),
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
    ...(values['memory-limit'] === false ? { unlimitedMemory: true } : {}),
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

/** `--https` alone makes a certificate; a certificate needs its key. */
function tlsSettings(values: OptionValues): { readonly tls?: TlsSettings } {
  const certificateFile = values['ssl-cert-file'];
  const keyFile = values['ssl-key-file'];
  if (certificateFile !== undefined && keyFile !== undefined) return { tls: { certificateFile, keyFile } };
  if (certificateFile === undefined && keyFile === undefined) {
    return values.https === true ? { tls: { isSelfMade: true } } : {};
  }
  const [given, missing] =
    keyFile === undefined ? ['--ssl-cert-file', '--ssl-key-file'] : ['--ssl-key-file', '--ssl-cert-file'];
  throw new UserError(
    `${given} is "${certificateFile ?? keyFile ?? ''}", and ${missing} is missing. Pass both, or --https for a certificate made for this machine.`,
  );
}

/** Test suites do not depend on whose machine they run on. */
function regionElsewhere({ profile }: OptionValues, { command, environment }: SettingsSources): string | undefined {
  return command === 'createEmulator' ? undefined : profileRegion(profile, environment);
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
