import { describe, expect, it } from '@jest/globals';
import type { FunctionVersion } from '../../../../src/model/index.js';
import { type EnvironmentInput, sandboxEnvironment } from '../../../../src/worker/sandbox/sandbox-environment.js';
import { functionVersion } from '../../../support/function-version.js';

const credentials = { accessKeyId: 'key-id', secretAccessKey: 'secret', sessionToken: 'token' };

describe('the environment of a sandbox', () => {
  function compose(
    overrides: Partial<FunctionVersion> = {},
    input: Partial<EnvironmentInput> = {},
  ): Readonly<Record<string, string>> {
    return sandboxEnvironment({
      function: functionVersion(overrides),
      image: { reference: 'none' },
      runtimeApi: '172.17.0.1:4711',
      initializationType: 'on-demand',
      logGroup: '/aws/lambda/echo',
      logStream: '2026/01/31/[$LATEST]ab',
      credentials,
      defaultEnvironment: {},
      ...input,
    });
  }

  it('holds what AWS sets for a managed runtime, and leaves search paths to the image', () => {
    expect(compose()).toEqual({
      AWS_ACCESS_KEY_ID: 'key-id',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_NAME: 'echo',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/echo',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/31/[$LATEST]ab',
      AWS_LAMBDA_RUNTIME_API: '172.17.0.1:4711',
      AWS_REGION: 'us-east-1',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      AWS_XRAY_DAEMON_ADDRESS: '172.17.0.1:2000',
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      LAMBDA_TASK_ROOT: '/var/task',
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      _AWS_XRAY_DAEMON_ADDRESS: '172.17.0.1',
      _AWS_XRAY_DAEMON_PORT: '2000',
      _HANDLER: 'index.handler',
    });
  });

  it('lets the function override defaults and unreserved values, never reserved ones', () => {
    const environment = compose(
      {
        environment: {
          TZ: 'Europe/Rome',
          AWS_ENDPOINT_URL_LAMBDA: 'mine',
          AWS_REGION: 'moon-1',
          AWS_SESSION_TOKEN: 'x',
        },
      },
      {
        defaultEnvironment: { AWS_ENDPOINT_URL_LAMBDA: 'hearth', AWS_ENDPOINT_URL_STS: 'hearth' },
        credentials: { accessKeyId: 'key-id', secretAccessKey: 'secret' },
      },
    );

    expect(environment).toMatchObject({
      TZ: 'Europe/Rome',
      AWS_ENDPOINT_URL_LAMBDA: 'mine',
      AWS_ENDPOINT_URL_STS: 'hearth',
      AWS_REGION: 'us-east-1',
    });
    expect(environment).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  it('never passes on what would switch a runtime client into another mode', () => {
    const names = [
      'AWS_LAMBDA_MAX_CONCURRENCY',
      '_LAMBDA_SERVER_PORT',
      '_LAMBDA_TELEMETRY_LOG_FD',
      'AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE',
    ];
    const environment = compose({ environment: Object.fromEntries(names.map((name) => [name, '1'])) });

    for (const name of names) expect(environment).not.toHaveProperty(name);
  });

  it('keeps the credentials of the function itself when Hearth gives none', () => {
    const environment = sandboxEnvironment({
      function: functionVersion({ environment: { AWS_ACCESS_KEY_ID: 'own' } }),
      image: { reference: 'none' },
      runtimeApi: 'h:1',
      initializationType: 'on-demand',
      logGroup: 'g',
      logStream: 's',
      defaultEnvironment: {},
    });

    expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: 'own' });
    expect(environment).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });

  it.each(['java8.al2', 'java11'])('repeats the credentials under the old names for %s', (runtime) => {
    expect(compose(zip(runtime))).toMatchObject({ AWS_ACCESS_KEY: 'key-id', AWS_SECRET_KEY: 'secret' });
  });

  it('names no execution environment for custom runtimes', () => {
    expect(compose(zip('provided.al2023'))).not.toHaveProperty('AWS_EXECUTION_ENV');
    expect(compose(zip('java21'))).not.toHaveProperty('AWS_ACCESS_KEY');
  });

  it('leaves locale and time zone to an image, and takes the handler from its command', () => {
    const image = compose(
      { package: { packageType: 'Image', imageUri: 'mine:1', overrides: {} } },
      { image: { reference: 'mine:1', command: ['app.handler'] } },
    );

    expect(image).toMatchObject({ _HANDLER: 'app.handler', AWS_EXECUTION_ENV: 'AWS_Lambda_Image' });
    expect(image).not.toHaveProperty('LANG');
    expect(image).not.toHaveProperty('TZ');
  });

  it('tells runtimes of JSON logs', () => {
    expect(compose({ logging: { format: 'JSON', group: '/g', applicationLevel: 'DEBUG' } })).toMatchObject({
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'DEBUG',
    });
  });
});

function zip(runtime: string): Partial<FunctionVersion> {
  const base = functionVersion().package;
  if (base.packageType !== 'Zip') throw new Error('The default function is a zip function.');
  return { package: { ...base, runtime } };
}
