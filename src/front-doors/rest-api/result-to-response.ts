import type { FunctionSuccess } from '../../model/index.js';
import type { MalformedResult } from '../api-gateway/api-door.js';
import { headerOf } from '../api-gateway/client-request.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { mergeHeaders, readMultiHeaders, readSingleHeaders } from '../api-gateway/result-headers.js';
import { isObject, parseResult } from '../api-gateway/result-json.js';
import { readStatus } from '../api-gateway/result-status.js';
import type { RestRequest } from '../api-gateway/routed-request.js';
import { isPreludeType, readPrelude, splitPrelude } from '../api-gateway/streaming/prelude.js';
import { decodeBase64 } from '../api-gateway/decode-base64.js';
import { isBinaryMediaType } from './binary-media-types.js';
import { proxyHeaders } from './proxy-headers.js';

const resultKeys = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

export interface UndecodableResult extends MalformedResult {
  readonly undecodable?: true;
}

/** The result of an AWS_PROXY integration as the client's response (http contract §1.6). */
export function restResultToResponse(
  result: FunctionSuccess,
  request: RestRequest,
): ClientResponse | UndecodableResult {
  if (isPreludeType(result.contentType)) return preludeAlone(result.payload, request);
  const parsed = parseResult(result.payload);
  if (parsed === undefined || !isObject(parsed.value)) return { malformed: 'the result is not a JSON object' };
  const { value } = parsed;
  const unknownKey = Object.keys(value).find((key) => !resultKeys.has(key));
  if (unknownKey !== undefined) return { malformed: `the key "${unknownKey}" is unknown` };
  const status = readStatus(value['statusCode']);
  if (status === undefined) return { malformed: '"statusCode" is not a number from 200 to 599' };
  const single = readSingleHeaders(value['headers']);
  if ('malformed' in single) return single;
  const multi = readMultiHeaders(value['multiValueHeaders']);
  if ('malformed' in multi) return multi;
  const { body = null, isBase64Encoded = null } = value;
  if (body !== null && typeof body !== 'string') return { malformed: '"body" is not a string' };
  if (isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean')
    return { malformed: '"isBase64Encoded" is not a boolean' };
  const bytes = isBase64Encoded === true && acceptsBinary(request) ? decodeBase64(body ?? '') : Buffer.from(body ?? '');
  if (bytes === undefined) return undecodable;
  return { status, headers: proxyHeaders(mergeHeaders(single.headers, multi.headers), request.ids), body: bytes };
}

/** Unlike other results that are malformed this one is 500 (http contract §1.5). */
const undecodable: UndecodableResult = { malformed: '"body" is not base64', undecodable: true };

/** A function that streams behind a method that does not: its status and headers apply, its body does not (http contract §1.7). */
function preludeAlone(payload: Buffer, { ids }: RestRequest): ClientResponse | MalformedResult {
  const split = splitPrelude(payload);
  const prelude = split === undefined ? { malformed: 'its prelude has no end' } : readPrelude(split.prelude);
  if ('malformed' in prelude) return prelude;
  return {
    status: prelude.status,
    headers: proxyHeaders(prelude.headers, ids),
    body: Buffer.alloc(0),
  };
}

/** The first media type of `Accept` decides; without the header it is `application/json` (http contract §1.5). */
function acceptsBinary({ client, api }: RestRequest): boolean {
  const accept = headerOf(client.headers, 'accept') ?? 'application/json';
  return isBinaryMediaType(accept.split(',')[0] ?? '', api.binaryMediaTypes);
}
