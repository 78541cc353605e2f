import type { FunctionSuccess } from '../../model/index.js';
import type { MalformedResult } from '../api-gateway/api-door.js';
import { mergeHeaders, readMultiHeaders, readSingleHeaders } from '../api-gateway/result-headers.js';
import { isObject, parseResult } from '../api-gateway/result-json.js';
import { readStatus } from '../api-gateway/result-status.js';

/** What a function says to an upgrade request; of its headers only the subprotocol reaches the client (http contract §3.1). */
export interface ConnectAnswer {
  readonly status: number;
  readonly protocol?: string;
}

export function resultToConnectAnswer({ payload }: FunctionSuccess): ConnectAnswer | MalformedResult {
  const value = parseResult(payload)?.value;
  if (!isObject(value)) return { malformed: 'it is not a JSON object' };
  const { statusCode } = value;
  const status = statusCode === undefined || statusCode === null ? undefined : readStatus(statusCode);
  if (status === undefined) return { malformed: '"statusCode" is not a number from 200 to 599' };
  const single = readSingleHeaders(value['headers']);
  if ('malformed' in single) return single;
  const multi = readMultiHeaders(value['multiValueHeaders']);
  if ('malformed' in multi) return multi;
  const protocol = mergeHeaders(single.headers, multi.headers).find(
    ([name]) => name.toLowerCase() === 'sec-websocket-protocol',
  )?.[1];
  return { status, ...(protocol !== undefined && { protocol }) };
}

/** The text that a function answers the sender of a message with; none is sent for a result without a body (http contract §3.3). */
export function resultToMessageAnswer({ payload }: FunctionSuccess): { readonly body?: string } | MalformedResult {
  const value = parseResult(payload)?.value;
  if (!isObject(value)) return { malformed: 'it is not a JSON object' };
  const { body } = value;
  if (body === undefined || body === null) return {};
  return typeof body === 'string' ? { body } : { malformed: '"body" is not text' };
}
