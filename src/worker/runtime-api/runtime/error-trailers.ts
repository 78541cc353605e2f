import type { IncomingMessage } from 'node:http';
import type { PostedError } from '../runtime-api.js';
import { postedError } from './posted-error.js';

/**
 * The error that a streamed response ended with, from the trailers `Lambda-Runtime-Function-Error-Type` and
 * `Lambda-Runtime-Function-Error-Body` (base64); clients announce them in one or in two `Trailer` lines.
 */
export function errorInTrailers(request: IncomingMessage): PostedError | undefined {
  const { trailers } = request;
  const errorType = trailers['lambda-runtime-function-error-type'];
  const body = trailers['lambda-runtime-function-error-body'];
  if (!hasText(errorType) && !hasText(body)) return undefined;
  return postedError(Buffer.from(body ?? '', 'base64'), hasText(errorType) ? errorType : undefined);
}

function hasText(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
