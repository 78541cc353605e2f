import { isUtf8 } from 'node:buffer';
import { invalidRequestContent, limits, payloadTooLarge } from '../../model/index.js';
import type { InvokeRequest } from './invoke-frontend.js';
import { isJson } from './is-json.js';
import { describeJsonFault } from './json-fault.js';

/**
 * Throws AWS's 413 or 400 for a payload that Lambda refuses: over the limit of the invocation type (runtime contract §6.2), or
 * not JSON in UTF-8 (recorded: `test_lambda_invoke_payload_encoding_error`). Looking costs about 1 µs for 1 KB.
 */
export function checkPayload({ payload, invocationType, trusted = false }: InvokeRequest): void {
  const limit = invocationType === 'Event' ? limits.asynchronousPayload : limits.synchronousPayload;
  if (payload.length > limit) {
    throw payloadTooLarge(payload.length, invocationType === 'Event' ? 'Event' : 'RequestResponse', limit);
  }
  if (trusted || payload.length === 0 || (isUtf8(payload) && isJson(payload))) return;
  throw invalidRequestContent(
    `Could not parse request body into json: Could not parse payload into json: ${describeJsonFault(payload)}`,
  );
}
