import type { FunctionSuccess } from '../../model/index.js';
import type { MalformedResult } from '../api-gateway/api-door.js';
import { bodyOf, notBase64 } from '../api-gateway/base64-body.js';
import type { Header } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { mergeHeaders, readMultiHeaders, readSingleHeaders } from '../api-gateway/result-headers.js';
import { isObject, parseResult } from '../api-gateway/result-json.js';
import { readStatus } from '../api-gateway/result-status.js';
import { isPreludeType, readPrelude, splitPrelude } from '../api-gateway/streaming/prelude.js';

/** The result of a buffered function URL as the client's response (http contract §4.3). */
export function urlResultToResponse(result: FunctionSuccess, ids: readonly Header[]): ClientResponse | MalformedResult {
  if (isPreludeType(result.contentType)) return preludeResponse(result.payload, ids);
  const parsed = parseResult(result.payload);
  if (parsed === undefined) return { malformed: 'the result is not JSON' };
  const { value } = parsed;
  if (!isObject(value) || value['statusCode'] === undefined) {
    const body = typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value));
    return { status: 200, headers: urlHeaders([], ids), body };
  }
  return statedResponse(value, ids);
}

/** The function's headers, the default type where it names none, and the URL's own. */
export function urlHeaders(
  headers: readonly Header[],
  ids: readonly Header[],
  defaultType = 'application/json',
): Header[] {
  const passed = headers.filter(([name]) => !dropped.has(name.toLowerCase()));
  const isTyped = passed.some(([name]) => name.toLowerCase() === 'content-type');
  return [...(isTyped ? [] : [['Content-Type', defaultType] as const]), ...passed, ...ids];
}

/** The connection's own, and what is computed from the body. */
const dropped = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function statedResponse(
  value: Readonly<Record<string, unknown>>,
  ids: readonly Header[],
): ClientResponse | MalformedResult {
  const status = readStatus(value['statusCode']);
  if (status === undefined) return { malformed: '"statusCode" is not a number from 200 to 599' };
  const single = readSingleHeaders(value['headers']);
  if ('malformed' in single) return single;
  const cookies = readMultiHeaders(value['cookies'] == null ? undefined : { 'Set-Cookie': value['cookies'] });
  if ('malformed' in cookies) return cookies;
  const { body = null, isBase64Encoded } = value;
  const text = typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body);
  const bytes = bodyOf(text, isBase64Encoded);
  if (bytes === undefined) return { malformed: notBase64 };
  return { status, headers: urlHeaders(mergeHeaders(single.headers, cookies.headers), ids), body: bytes };
}

/** A function that streams, behind a URL that does not: what it streamed is there as a whole. */
function preludeResponse(payload: Buffer, ids: readonly Header[]): ClientResponse | MalformedResult {
  const split = splitPrelude(payload);
  const prelude = split && readPrelude(split.prelude);
  if (split === undefined || prelude === undefined || 'malformed' in prelude)
    return { malformed: 'its prelude is malformed' };
  return {
    status: prelude.status,
    headers: urlHeaders(prelude.headers, ids, 'application/octet-stream'),
    body: split.body,
  };
}
