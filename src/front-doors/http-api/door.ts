import type { ApiDoor } from '../api-gateway/api-door.js';
import { newExtendedRequestId } from '../api-gateway/extended-request-id.js';
import { httpGatewayResponse } from './gateway-responses.js';
import { httpRequestToEvent } from './request-to-event.js';
import { httpResultToResponse } from './result-to-response.js';

/** API Gateway's HTTP API with Lambda proxy integrations. */
export const httpApiDoor: ApiDoor = {
  newRequestId: newExtendedRequestId,
  toEvent: httpRequestToEvent,
  toResponse: httpResultToResponse,
  refuse: httpGatewayResponse,
};
