import type { HttpAnswer } from '../../parts/http-client.js';

/** Errors of a function whose sandbox or runtime was ended from outside, as AWS names them; the last one where that was in the midst of its answer. */
export const endedFromOutside = [
  'Runtime.ExitError',
  'Sandbox.Failure',
  'Runtime.Unknown',
  'Runtime.TruncatedResponse',
];

/** `ok`, the type of the function's error, or the status with the type of the service's error. */
export function outcomeOf({ status, headers, body }: HttpAnswer): string {
  if (status !== 200) return `${status} ${String(headers['x-amzn-errortype'] ?? '')}`.trim();
  if (headers['x-amz-function-error'] === undefined) return 'ok';
  try {
    const { errorType } = JSON.parse(body.toString()) as { errorType?: string };
    return errorType ?? 'an error without a type';
  } catch {
    return 'an error that is not JSON';
  }
}
