import type { FunctionSuccess } from '../../model/index.js';
import type { MalformedResult } from '../api-gateway/api-door.js';
import { bodyOf, notBase64 } from '../api-gateway/base64-body.js';
import type { Header } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { mergeHeaders, readMultiHeaders, readSingleHeaders } from '../api-gateway/result-headers.js';
import { isObject, parseResult } from '../api-gateway/result-json.js';
import { readStatus } from '../api-gateway/result-status.js';
import type { RequestIds } from '../api-gateway/routed-request.js';
import { exposedHeaders } from './response-headers.js';

/** The result of a Lambda integration of an HTTP API as the client's response (http contract §2.4). */
export function httpResultToResponse(
  result: FunctionSuccess,
  payloadFormat: '1.0' | '2.0',
  ids: RequestIds,
): ClientResponse | MalformedResult {
  const parsed = parseResult(result.payload);
  if (parsed === undefined) return { malformed: 'the result is not JSON' };
  const { value } = parsed;
  const hasStatus = isObject(value) && value['statusCode'] !== undefined;
  if (payloadFormat === '2.0' && !hasStatus) return inferredResponse(value, result.payload, ids);
  if (!isObject(value)) return { malformed: 'the result is not a JSON object' };
  return statedResponse(value, payloadFormat, ids);
}

/** Payload 2.0 without `statusCode`: the whole result is the body; a string goes out as its content. */
function inferredResponse(value: unknown, payload: Buffer, ids: RequestIds): ClientResponse {
  return {
    status: 200,
    headers: exposedHeaders([], 'application/json', ids),
    body: typeof value === 'string' ? Buffer.from(value) : payload,
  };
}

function statedResponse(
  value: Readonly<Record<string, unknown>>,
  payloadFormat: '1.0' | '2.0',
  ids: RequestIds,
): ClientResponse | MalformedResult {
  if (value['statusCode'] === undefined) return { malformed: '"statusCode" is missing' };
  const status = readStatus(value['statusCode']);
  if (status === undefined) return { malformed: '"statusCode" is not a number from 200 to 599' };
  const headers = readHeaders(value, payloadFormat);
  if ('malformed' in headers) return headers;
  const { body = null, isBase64Encoded } = value;
  if (body !== null && typeof body !== 'string') return { malformed: '"body" is not a string' };
  const bytes = bodyOf(body ?? '', isBase64Encoded);
  if (bytes === undefined) return { malformed: notBase64 };
  return { status, headers: exposedHeaders(headers.headers, 'text/plain;charset=utf-8', ids), body: bytes };
}

function readHeaders(
  value: Readonly<Record<string, unknown>>,
  payloadFormat: '1.0' | '2.0',
): { readonly headers: readonly Header[] } | MalformedResult {
  const single = readSingleHeaders(value['headers']);
  if ('malformed' in single) return single;
  if (payloadFormat === '1.0') {
    const multi = readMultiHeaders(value['multiValueHeaders']);
    return 'malformed' in multi ? multi : { headers: mergeHeaders(single.headers, multi.headers) };
  }
  // Go's and .NET's response types write null for no cookies.
  const cookies = readMultiHeaders(value['cookies'] == null ? undefined : { 'Set-Cookie': value['cookies'] });
  return 'malformed' in cookies ? cookies : { headers: [...cookies.headers, ...single.headers] };
}
