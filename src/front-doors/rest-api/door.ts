import { newUuid } from '../../base/index.js';
import type { ApiDoor } from '../api-gateway/api-door.js';
import { restGatewayResponse } from './gateway-responses.js';
import { restRequestToEvent } from './request-to-event.js';
import { restResultToResponse } from './result-to-response.js';

/** API Gateway's REST API with Lambda proxy integrations. */
export const restApiDoor: ApiDoor = {
  newRequestId: newUuid,
  toEvent: restRequestToEvent,
  toResponse: restResultToResponse,
  refuse: restGatewayResponse,
};
