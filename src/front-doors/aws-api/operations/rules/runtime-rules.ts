import { invalidParameterValue, runtimeNamed } from '../../../../model/index.js';
import { shapeNamed } from '../../service-model.js';

/** `local` takes every runtime that Hearth can start; `aws` refuses those that AWS blocks (contract §6). */
export type RuntimePolicy = 'local' | 'aws';

/** Refuses a runtime that AWS never knew, and one that can no longer be had. */
export function checkRuntime(runtime: string, policy: RuntimePolicy): void {
  const isKnown = shapeNamed('Runtime').enum?.includes(runtime) === true || runtimeNamed(runtime) !== undefined;
  if (!isKnown) {
    const values = `[${acceptedRuntimes.join(', ')}]`;
    throw invalidParameterValue(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ${values} or be a valid ARN`,
    );
  }
  const isBlocked = policy === 'aws' ? !acceptedRuntimes.includes(runtime) : runtimeNamed(runtime) === undefined;
  if (isBlocked) {
    throw invalidParameterValue(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
}

/** As AWS printed it, in this order (recorded in test_create_lambda_exceptions). */
const acceptedRuntimes: readonly string[] = [
  'nodejs20.x',
  'python3.14',
  'provided.al2023',
  'python3.12',
  'python3.13',
  'nodejs24.x',
  'nodejs22.x',
  'java25',
  'python3.10',
  'python3.11',
  'java21',
  'ruby3.3',
  'ruby3.4',
  'ruby3.2',
  'python3.8',
  'python3.9',
  'java17',
  'nodejs16.x',
  'dotnet10',
  'dotnet8',
  'java11',
  'dotnet6',
  'nodejs18.x',
  'provided.al2',
  'java8.al2',
];

/** SnapStart exists for these runtimes (contract §4.1). */
export function checkSnapStart(runtime: string | undefined, applyOn: string | undefined): void {
  if (applyOn !== 'PublishedVersions' || runtime === undefined) return;
  if (/^(java(11|17|21|25)|python3\.1[2-9]|dotnet(8|10))(\.|$)/.test(runtime)) return;
  throw invalidParameterValue(`${runtime} is not supported for SnapStart enabled functions.`);
}
