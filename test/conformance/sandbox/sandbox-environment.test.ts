import { describe, expect, it } from '@jest/globals';
import { sandboxEnvironment } from '../../../src/worker/sandbox/sandbox-environment.js';
import { functionVersion } from '../../support/function-version.js';
import { recordingOf } from '../../support/recordings.js';

// cspell:ignore CTYPE SHLVL
/** Set by the image, its bootstrap, the shell in it, or the runtime client itself. */
const notHearths = new Set([
  'DOTNET_ROOT',
  'GEM_HOME',
  'GEM_PATH',
  'LAMBDA_RUNTIME_NAME',
  'LC_CTYPE',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  'PATH',
  'PWD',
  'PYTHONPATH',
  'RUBYLIB',
  'SHLVL',
  'SSL_CERT_FILE',
  '_LAMBDA_TELEMETRY_LOG_FD',
  '_X_AMZN_TRACE_ID',
]);

/** Recorded: test_lambda_common.json, `test_introspection_invoke`. */
describe('the environment of a sandbox has the names and values recorded on AWS', () => {
  it.each([
    'dotnet8',
    'java8.al2',
    'java11',
    'java21',
    'nodejs20.x',
    'nodejs24.x',
    'provided.al2023',
    'python3.11',
    'python3.13',
    'ruby3.4',
  ])('for %s', (runtime) => {
    const recorded = recordedEnvironment(runtime);
    const base = functionVersion().package;
    if (base.packageType !== 'Zip') throw new Error('The default function is a zip function.');

    const environment = sandboxEnvironment({
      function: functionVersion({
        name: '<function-name:1>',
        arn: { region: '<region>', account: '1', name: '<function-name:1>' },
        package: { ...base, runtime, handler: recorded['_HANDLER'] ?? '' },
        environment: { TEST_KEY: 'TEST_VAL' },
        memoryMb: 1024,
      }),
      image: { reference: 'none' },
      runtimeApi: recorded['AWS_LAMBDA_RUNTIME_API'] ?? '',
      initializationType: 'on-demand',
      logGroup: '/aws/lambda/<function-name:1>',
      logStream: '<log-stream-name:1>',
      credentials: {
        accessKeyId: '<aws-access-key-id:1>',
        secretAccessKey: '<aws-secret-access-key:1>',
        sessionToken: '<aws-session-token:1>',
      },
      defaultEnvironment: {},
    });

    const expected = Object.entries(recorded).filter(([name]) => !notHearths.has(name));
    expect(environment).toEqual(Object.fromEntries(expected));
  });
});

function recordedEnvironment(runtime: string): Record<string, string> {
  const recording = recordingOf(
    'test_lambda_common',
    `TestLambdaRuntimesCommon::test_introspection_invoke[${runtime}]`,
  ) as { readonly invocation_result_payload: { readonly environment: Record<string, string> } };
  return recording.invocation_result_payload.environment;
}
