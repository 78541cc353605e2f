import { AwsError } from '../../../model/index.js';

/** The refusals of IAM and STS that clients tell apart, and their statuses. */
const statuses = {
  ValidationError: 400,
  MalformedInput: 400,
  MalformedPolicyDocument: 400,
  InvalidAction: 400,
  LimitExceeded: 409,
  NoSuchEntity: 404,
  EntityAlreadyExists: 409,
  DeleteConflict: 409,
  AccessDenied: 403,
} as const;

/** A caller's fault in the query protocol of IAM and STS. */
export function iamError(code: keyof typeof statuses, message: string): AwsError {
  return new AwsError(code, statuses[code], { message });
}
