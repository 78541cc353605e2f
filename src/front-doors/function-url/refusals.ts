import type { CallFailure } from '../api-gateway/call-function.js';
import type { Header } from '../api-gateway/client-request.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';

export type UrlRefusal =
  CallFailure | 'forbidden' | 'bad-signature' | 'unknown-url' | 'request-too-large' | 'function-error';

const forbidden =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';
const badSignature =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** What a function URL answers itself (http contract §4.1, §4.3). */
export function urlRefusal(refusal: UrlRefusal, ids: readonly Header[]): ClientResponse {
  switch (refusal) {
    case 'forbidden':
      return json(403, 'AccessDeniedException', { Message: forbidden }, ids);
    case 'bad-signature':
      return json(403, 'InvalidSignatureException', { Message: badSignature }, ids);
    case 'unknown-url':
      return json(403, 'AccessDeniedException', { Message: null }, ids);
    case 'throttled':
      return json(429, 'TooManyRequestsException', { Message: 'Rate Exceeded.' }, ids);
    case 'request-too-large':
    case 'event-too-large':
      return json(413, 'RequestEntityTooLargeException', { message: 'Request Entity Too Large' }, ids);
    case 'not-callable':
      // The function or the alias behind the URL is gone.
      return json(403, 'AccessDeniedException', { Message: forbidden }, ids);
    case 'function-error':
    case 'timeout':
      return {
        status: 502,
        headers: [['Content-Type', 'text/plain'], ...ids],
        body: Buffer.from('Internal Server Error'),
      };
  }
}

function json(status: number, errorType: string, body: object, ids: readonly Header[]): ClientResponse {
  return jsonResponse(status, JSON.stringify(body), [...ids, ['x-amzn-ErrorType', errorType]]);
}
