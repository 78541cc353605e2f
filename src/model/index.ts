export type { Architecture } from './architecture.js';
export { environmentProblems, type EnvironmentProblem, reservedEnvironmentNames } from './environment-rules.js';
export { formatFunctionArn, type FunctionArn, partitionOf } from './arn.js';
export { AwsError } from './aws-error.js';
export { type FunctionName, parseFunctionName } from './function-name.js';
export { debuggerFolder, type Debugger, debuggerOf } from './debuggers.js';
export {
  type CodeSource,
  type DebugSettings,
  type FunctionPackage,
  type FunctionProblem,
  type FunctionVersion,
  type ImageOverrides,
  LATEST,
  type LoggingConfig,
} from './function-version.js';
export type * from './apis/index.js';
export {
  type DurationMeter,
  type FunctionError,
  type FunctionSuccess,
  type Invocation,
  type InvocationOutcome,
  platformError,
  type ResponseSink,
} from './invocation.js';
export { limits } from './limits.js';
export { isLog, projectNoise } from './project-noise.js';
export { namesOf } from './names-of.js';
export { stableId } from './stable-id.js';
export type {
  ImageBuild,
  Stack,
  StackAlias,
  StackCode,
  StackObject,
  StackEventInvokeConfig,
  StackFunction,
  StackLogging,
  StackPackage,
} from './stack.js';
export {
  accessDenied,
  functionNotActive,
  functionNotFound,
  functionRevisionMismatch,
  invalidParameterValue,
  invalidParameterValueWithoutType,
  invalidRequestContent,
  payloadTooLarge,
  recursiveInvocation,
  regionNotReachable,
  requestEntityTooLarge,
  resourceConflict,
  resourceNotFound,
  serializationFailed,
  serviceUnavailable,
  serviceException,
  type ThrottleReason,
  tooManyRequests,
  unknownOperation,
  validationFailed,
} from './errors.js';
export {
  codeSigningConfigMissing,
  codeSigningConfigNotFound,
  codeStorageExceeded,
  policyLengthExceeded,
  policyRevisionMismatch,
  provisionedConcurrencyConfigNotFound,
  resourceInUse,
} from './lambda-api-errors.js';
export {
  deprecationNotice,
  officialImage,
  officialImageRegistry,
  type Runtime,
  type RuntimeFamily,
  runtimeNamed,
  runtimes,
} from './runtimes.js';
