import type { Header } from '../client-request.js';
import type { MalformedResult } from '../api-door.js';
import { readMultiHeaders, readSingleHeaders, mergeHeaders } from '../result-headers.js';
import { isObject, parseResult } from '../result-json.js';
import { readStatus } from '../result-status.js';

/** What a function that streams says of its response before the body. */
export interface Prelude {
  readonly status: number;
  readonly headers: readonly Header[];
}

/** Behind the JSON of the prelude. */
const separator = Buffer.alloc(8);

/** Prelude and separator must end within this (http contract §1.7). */
export const preludeLimit = 16 * 1024;

/** Whether a runtime says that its response begins with a prelude. */
export function isPreludeType(contentType: string): boolean {
  return contentType.startsWith('application/vnd.awslambda.http-integration-response');
}

/** The prelude and what follows it, or undefined while its end is not there. */
export function splitPrelude(payload: Buffer): { readonly prelude: Buffer; readonly body: Buffer } | undefined {
  const end = payload.subarray(0, preludeLimit).indexOf(separator);
  if (end === -1) return undefined;
  return { prelude: payload.subarray(0, end), body: payload.subarray(end + separator.length) };
}

export function readPrelude(bytes: Buffer): Prelude | MalformedResult {
  const parsed = parseResult(bytes);
  if (parsed === undefined || !isObject(parsed.value)) return { malformed: 'its prelude is not a JSON object' };
  const { value } = parsed;
  const status = readStatus(value['statusCode']);
  if (status === undefined) return { malformed: '"statusCode" of its prelude is not a number from 200 to 599' };
  const single = readSingleHeaders(value['headers']);
  if ('malformed' in single) return single;
  const multi = readMultiHeaders(value['multiValueHeaders']);
  if ('malformed' in multi) return multi;
  const cookies = readMultiHeaders(value['cookies'] == null ? undefined : { 'Set-Cookie': value['cookies'] });
  if ('malformed' in cookies) return cookies;
  return { status, headers: [...mergeHeaders(single.headers, multi.headers), ...cookies.headers] };
}
