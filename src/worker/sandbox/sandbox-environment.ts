import { type FunctionVersion, reservedEnvironmentNames } from '../../model/index.js';
import type { ImageChoice } from '../sandbox-host/index.js';
import type { SandboxCredentials } from './sandbox-request.js';

export interface EnvironmentInput {
  readonly function: FunctionVersion;
  readonly image: ImageChoice;
  /** `host:port`. */
  readonly runtimeApi: string;
  readonly initializationType: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly credentials?: SandboxCredentials;
  readonly defaultEnvironment: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Everything that Hearth sets in a sandbox (runtime contract §3.1). Later groups win: platform values that the function may
 * override, Hearth's defaults, the function's own, credentials, reserved values. PATH, LD_LIBRARY_PATH and the languages'
 * search paths are left to the image and its bootstrap, which know them better.
 */
export function sandboxEnvironment(input: EnvironmentInput): Environment {
  return {
    ...overridable(input),
    ...input.defaultEnvironment,
    ...ownVariables(input),
    ...credentialVariables(input),
    ...reserved(input),
  };
}

/** An image brings its own locale and time zone. */
function overridable({ function: { package: code, localEnvironment }, runtimeApi }: EnvironmentInput): Environment {
  return {
    ...localEnvironment,
    ...(code.packageType === 'Zip' ? { LANG: 'en_US.UTF-8', TZ: ':UTC' } : {}),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: `${hostOf(runtimeApi)}:2000`,
  };
}

/** The function's variables without those that would break its runtime client or name another sandbox's ends. */
function ownVariables({ function: { environment }, credentials }: EnvironmentInput): Environment {
  const keepsOwnCredentials = credentials === undefined;
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        (!reservedEnvironmentNames.has(name) && !switchesClientMode.has(name)) ||
        (keepsOwnCredentials && credentialNames.has(name)),
    ),
  );
}

/** Their mere presence turns runtime clients into another mode (runtime contract, rule 17). */
const switchesClientMode: ReadonlySet<string> = new Set([
  '_LAMBDA_SERVER_PORT',
  '_LAMBDA_TELEMETRY_LOG_FD',
  'AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE',
]);

const credentialNames: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
]);

function credentialVariables({ credentials, function: { package: code } }: EnvironmentInput): Environment {
  if (credentials === undefined) return {};
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  // The Java 8 and 11 runtimes also set the names of the first AWS SDK for Java.
  const isOldJava = code.packageType === 'Zip' && /^java(8|11)(\.|$)/.test(code.runtime);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    ...(isOldJava ? { AWS_ACCESS_KEY: accessKeyId, AWS_SECRET_KEY: secretAccessKey } : {}),
  };
}

function reserved(input: EnvironmentInput): Environment {
  const { function: version, runtimeApi } = input;
  return {
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    ...handler(input),
    ...executionEnvironment(version),
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_REGION: version.arn.region,
    AWS_DEFAULT_REGION: version.arn.region,
    AWS_LAMBDA_FUNCTION_NAME: version.name,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: input.initializationType,
    AWS_LAMBDA_LOG_GROUP_NAME: input.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: input.logStream,
    _AWS_XRAY_DAEMON_ADDRESS: hostOf(runtimeApi),
    _AWS_XRAY_DAEMON_PORT: '2000',
    ...logging(version),
  };
}

/** An image's handler is its command's first word; when that is the image's own, its entry point sets `_HANDLER`. */
function handler({ function: { package: code }, image }: EnvironmentInput): Environment {
  const name = code.packageType === 'Zip' ? code.handler : image.command?.[0];
  return name === undefined ? {} : { _HANDLER: name };
}

function executionEnvironment({ package: code }: FunctionVersion): Environment {
  if (code.packageType === 'Image') return { AWS_EXECUTION_ENV: 'AWS_Lambda_Image' };
  return code.runtime.startsWith('provided') ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${code.runtime}` };
}

function logging({ logging: { format, applicationLevel } }: FunctionVersion): Environment {
  if (format === 'Text') return {};
  return { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: applicationLevel ?? 'INFO' };
}

function hostOf(runtimeApi: string): string {
  return runtimeApi.slice(0, runtimeApi.lastIndexOf(':'));
}
