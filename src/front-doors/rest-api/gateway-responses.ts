import type { Refusal } from '../api-gateway/api-door.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';
import type { RequestIds } from '../api-gateway/routed-request.js';
import { gatewayHeaders } from './gateway-headers.js';

interface GatewayResponse {
  readonly status: number;
  readonly errorType: string;
  /** Byte for byte: AWS writes some with a space after the colon, some without (http contract §0.1, §1.10). */
  readonly body: string;
}

const internalError = (status: number): GatewayResponse => ({
  status,
  errorType: 'InternalServerErrorException',
  body: '{"message": "Internal server error"}',
});

const responses: Readonly<Record<Exclude<Refusal, 'request-too-large'>, GatewayResponse>> = {
  'no-route': {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    body: '{"message":"Missing Authentication Token"}',
  },
  'unknown-stage': { status: 403, errorType: 'ForbiddenException', body: '{"message":"Forbidden"}' },
  'event-too-large': {
    status: 413,
    errorType: 'BadRequestException',
    body: '{"message": "Request Too Long"}',
  },
  'function-error': internalError(502),
  throttled: internalError(500),
  'not-callable': internalError(500),
  'integration-timeout': {
    status: 504,
    errorType: 'InternalServerErrorException',
    body: '{"message": "Endpoint request timed out"}',
  },
};

export function restGatewayResponse(refusal: Refusal, ids: RequestIds): ClientResponse {
  if (refusal === 'request-too-large') return tooLarge;
  const { status, errorType, body } = responses[refusal];
  return jsonResponse(status, body, [...gatewayHeaders(ids), ['x-amzn-ErrorType', errorType]]);
}

/** Refused before the gateway itself sees it: no JSON, no ids (as a client of AWS captured it: koki-develop/lgtm-generator#10). */
const tooLarge: ClientResponse = {
  status: 413,
  headers: [['Content-Type', 'text; charset=utf-8']],
  body: Buffer.from('HTTP content length exceeded 10485760 bytes.'),
};
