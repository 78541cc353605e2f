import type { TargetGroup } from '../../model/index.js';
import type { MalformedResult } from '../api-gateway/api-door.js';
import { bodyOf, notBase64 } from '../api-gateway/base64-body.js';
import type { Header } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { readMultiHeaders, readSingleHeaders } from '../api-gateway/result-headers.js';
import { isObject, parseResult } from '../api-gateway/result-json.js';
import { readStatus } from '../api-gateway/result-status.js';

/** 1 MB of JSON, 32 KB of headers (http contract §5.2, §5.3). */
const resultLimit = 1024 * 1024;
const headersLimit = 32 * 1024;

/** The result of a target as the client's response, or why the load balancer answers 502 (http contract §5.2). */
export function balancedResultToResponse(
  payload: Buffer,
  { multiValueHeaders }: Pick<TargetGroup, 'multiValueHeaders'>,
): ClientResponse | MalformedResult {
  if (payload.length > resultLimit) return { malformed: `the result has ${payload.length} bytes, more than 1 MB` };
  const value = parseResult(payload)?.value;
  if (!isObject(value)) return { malformed: 'the result is no JSON object' };
  const { statusCode, statusDescription, body = null, isBase64Encoded } = value;
  if (statusCode === undefined || statusCode === null) return { malformed: '"statusCode" is missing' };
  const status = readStatus(statusCode);
  if (status === undefined) return { malformed: '"statusCode" is not a number from 200 to 599' };
  if (body !== null && typeof body !== 'string') return { malformed: '"body" is not text' };
  const given = multiValueHeaders ? value['multiValueHeaders'] : value['headers'];
  const strange = strangeHeader(given);
  if (strange !== undefined) return { malformed: `the value of the header "${strange}" is not text` };
  const read = multiValueHeaders ? readMultiHeaders(given) : readSingleHeaders(given);
  if ('malformed' in read) return read;
  const headers = read.headers.filter(([name]) => !dropped.has(name.toLowerCase()));
  const size = headers.reduce((sum, [name, text]) => sum + name.length + text.length + 4, 0);
  if (size > headersLimit) return { malformed: `its headers have ${size} bytes, more than 32 KB` };
  const bytes = bodyOf(body ?? '', isBase64Encoded);
  if (bytes === undefined) return { malformed: notBase64 };
  const reason = reasonOf(statusDescription);
  return {
    status,
    ...(reason !== undefined && { reason }),
    headers: withType(headers),
    body: bytes,
  };
}

/** The connection's own, and what is computed from the body. */
const dropped = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function withType(headers: readonly Header[]): Header[] {
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return [...(isTyped ? [] : [['Content-Type', 'application/octet-stream'] as const]), ...headers];
}

/** The name of the first header whose value, or one of whose values, is no text. */
function strangeHeader(given: unknown): string | undefined {
  if (!isObject(given)) return undefined;
  return Object.entries(given).find(([, value]) => !allOf(value).every((one) => typeof one === 'string'))?.[0];
}

function allOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** `200 OK` → `OK`. */
function reasonOf(description: unknown): string | undefined {
  if (typeof description !== 'string') return undefined;
  const text = description.replace(/^\s*\d{3}\s*/, '');
  return /^[\t\x20-\x7e]+$/.test(text) ? text : undefined;
}
