import { limits } from './limits.js';

/** Names that Lambda sets itself; CreateFunction rejects them (developer guide, "Defined runtime environment variables"). */
export const reservedEnvironmentNames: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
  'AWS_LAMBDA_MAX_CONCURRENCY',
  'AWS_LAMBDA_METADATA_API',
  'AWS_LAMBDA_METADATA_TOKEN',
]);

/** One thing wrong with a function's environment variables; `message` has AWS's words where AWS has some. */
export interface EnvironmentProblem {
  readonly kind: 'name' | 'reserved' | 'size';
  readonly names: readonly string[];
  readonly message: string;
}

/** Everything that Lambda would reject in a function's own variables, in the order in which it checks. */
export function environmentProblems(environment: Readonly<Record<string, string>>): readonly EnvironmentProblem[] {
  const names = Object.keys(environment);
  const malformed = names.filter(
    (name) => !reservedEnvironmentNames.has(name) && !/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name),
  );
  const reserved = names.filter((name) => reservedEnvironmentNames.has(name));
  const measured = JSON.stringify(environment);
  const problems: EnvironmentProblem[] = [];
  if (malformed.length > 0) problems.push({ kind: 'name', names: malformed, message: nameMessage });
  if (reserved.length > 0) {
    problems.push({ kind: 'reserved', names: reserved, message: `${reservedMessage}${reserved.join(', ')}` });
  }
  if (Buffer.byteLength(measured) > limits.environment) {
    problems.push({ kind: 'size', names, message: `${sizeMessage}${measured}` });
  }
  return problems;
}

const intro =
  'Lambda was unable to configure your environment variables because the environment variables you have provided';
const nameMessage =
  'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]';
const reservedMessage = `${intro} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: `;
const sizeMessage = `${intro} exceeded the 4KB limit. String measured: `;
