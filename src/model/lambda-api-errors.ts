import { AwsError } from './aws-error.js';

/*
 * Errors of the Lambda API's control plane alone, spelled as their shapes are (Lambda API contract §2.2); those that invocations know too
 * are in `errors.ts`.
 */

/** 412 of AddPermission and RemovePermission. */
export function policyRevisionMismatch(operation: 'GetPolicy' | 'GetLayerPolicy'): AwsError {
  return new AwsError('PreconditionFailedException', 412, {
    Type: 'User',
    message: `The Revision Id provided does not match the latest Revision Id. Call the ${operation} API to retrieve the latest Revision Id`,
  });
}

export function policyLengthExceeded(size: number, limit: number): AwsError {
  return new AwsError('PolicyLengthExceededException', 400, {
    Type: 'User',
    message: `The final policy size (${size}) is bigger than the limit (${limit}).`,
  });
}

export function provisionedConcurrencyConfigNotFound(): AwsError {
  return new AwsError('ProvisionedConcurrencyConfigNotFoundException', 404, {
    Type: 'User',
    message: 'No Provisioned Concurrency Config found for this function',
  });
}

/** 404 of the operations on code signing configurations themselves; AWS sends no `Type`. */
export function codeSigningConfigMissing(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', 404, {
    Message: `The Lambda code signing configuration ${arn} can not be found.`,
  });
}

/** 404 of a function that is to be bound to a code signing configuration which is not there. */
export function codeSigningConfigNotFound(arn: string): AwsError {
  return new AwsError('CodeSigningConfigNotFoundException', 404, {
    Type: 'User',
    Message: `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
  });
}

export function resourceInUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', 400, { Type: 'User', Message: message });
}

/** 400 when an account's code and layers outgrow its quota. */
export function codeStorageExceeded(): AwsError {
  return new AwsError('CodeStorageExceededException', 400, { Type: 'User', message: 'Code storage limit exceeded.' });
}
