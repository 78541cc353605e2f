import { AwsError } from './aws-error.js';

/*
 * The caller's faults, as AWS words them: one function per error, the wire members in order. Spelling of `message` per shape:
 * Lambda API contract §2.2; texts: §3.5, §4.3, §5 and the runtime contract §6.2.
 */

/** 404; `arn` with the qualifier where the operation names it (Invoke without one: `:$LATEST`). */
export function functionNotFound(arn: string): AwsError {
  return resourceNotFound(`Function not found: ${arn}`);
}

export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', 404, { Type: 'User', Message: message });
}

export function invalidParameterValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', 400, { Type: 'User', message });
}

/** Constraint violations of the service model; no `Type` on the wire. */
export function validationFailed(message: string): AwsError {
  return new AwsError('ValidationException', 400, { message });
}

export function resourceConflict(message: string): AwsError {
  return new AwsError('ResourceConflictException', 409, { Type: 'User', message });
}

/** Invoke on a function that is not Active; AWS sends no `Type` here. */
export function functionNotActive(state: string): AwsError {
  return new AwsError('ResourceConflictException', 409, {
    message: `The operation cannot be performed at this time. The function is currently in the following state: ${state}`,
  });
}

export type ThrottleReason =
  | 'ConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'FunctionInvocationRateLimitExceeded'
  | 'ReservedFunctionInvocationRateLimitExceeded'
  | 'CallerRateLimitExceeded';

export function tooManyRequests(reason: ThrottleReason): AwsError {
  return new AwsError(
    'TooManyRequestsException',
    429,
    { Type: 'User', message: 'Rate Exceeded.', Reason: reason },
    { 'Retry-After': '1' },
  );
}

/** 413 of Invoke; `byteCount` of the payload against the limit of the invocation type. */
export function payloadTooLarge(byteCount: number, invocationType: string, limit: number): AwsError {
  return new AwsError('RequestEntityTooLargeException', 413, {
    Type: 'User',
    message: `${byteCount} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
  });
}

export function invalidRequestContent(message: string): AwsError {
  return new AwsError('InvalidRequestContentException', 400, { Type: 'User', message });
}

/** Ours, not the caller's: how the AWS doors tell a `PlatformError`. */
export function serviceException(message: string): AwsError {
  return new AwsError('ServiceException', 500, { Type: 'Service', Message: message });
}
