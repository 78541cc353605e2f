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

/** 400 of an invocation that would go on with a loop (contract of event sources §1.6); AWS has not told its text. */
export function recursiveInvocation(functionName: string, invocations: number): AwsError {
  return new AwsError('RecursiveInvocationException', 400, {
    Type: 'User',
    Message:
      `The function "${functionName}" was invoked ${invocations} times in one chain of requests, which looks like a loop: the invocation was stopped. ` +
      'Where that is meant, allow it: aws lambda put-function-recursion-config --recursive-loop Allow',
  });
}

export function invalidRequestContent(message: string): AwsError {
  return new AwsError('InvalidRequestContentException', 400, { Type: 'User', message });
}

/** Ours, not the caller's: how the AWS doors tell a `PlatformError`. */
export function serviceException(message: string): AwsError {
  return new AwsError('ServiceException', 500, { Type: 'Service', Message: message });
}

/** 503: the endpoint is there and takes no calls now, because it stops; SDKs try again. */
export function serviceUnavailable(message: string): AwsError {
  return new AwsError('ServiceUnavailableException', 503, { Type: 'Service', Message: message });
}

/** 400 without `Type`, as AWS answers from PutFunctionConcurrency (Lambda API contract §2.2). */
export function invalidParameterValueWithoutType(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', 400, { message });
}

/** An ARN of another region than the one that is asked (contract §3.3). */
export function regionNotReachable(arnRegion: string, ownRegion: string): AwsError {
  return resourceNotFound(`Functions from '${arnRegion}' are not reachable in this region ('${ownRegion}')`);
}

/** AWS's answer to a foreign account's ARN carries a JSON `null` for the message (contract §3.3). */
export function accessDenied(message: string | null = null): AwsError {
  return new AwsError('AccessDeniedException', 403, { Message: message });
}

/** 412 of the function and alias operations when `RevisionId` is not the latest (contract §4.3). */
export function functionRevisionMismatch(): AwsError {
  return new AwsError('PreconditionFailedException', 412, {
    Type: 'User',
    message:
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  });
}

/** 413 for a request body or a zip that is over a limit of the control plane (contract §5). */
export function requestEntityTooLarge(message: string): AwsError {
  return new AwsError('RequestEntityTooLargeException', 413, { Type: 'User', message });
}

/** A body that is not JSON, or a member of another JSON type than the model says (contract §2.8). */
export function serializationFailed(message: string): AwsError {
  return new AwsError('SerializationException', 400, { Type: 'User', message });
}

/** No operation has this method and path (contract §2.8). */
export function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', 404, {});
}
