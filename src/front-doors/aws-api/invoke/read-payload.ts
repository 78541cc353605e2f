import type { IncomingMessage } from 'node:http';
import { limits, payloadTooLarge } from '../../../model/index.js';
import { readBody } from '../wire/read-body.js';
import type { InvocationType } from './invoke-input.js';

/** The event as it was sent; AWS's 413 when it is over the limit of the invocation type. */
export function readPayload(request: IncomingMessage, invocationType: InvocationType): Promise<Buffer> {
  const limit = invocationType === 'Event' ? limits.asynchronousPayload : limits.synchronousPayload;
  return readBody(request, limit, (byteCount) => payloadTooLarge(byteCount, invocationType, limit));
}
