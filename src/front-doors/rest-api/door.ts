import { newUuid } from '../../base/index.js';
import type { RestApi } from '../../model/index.js';
import type { Answer, ApiDoor, EarlyRefusal, Exchange } from '../api-gateway/api-door.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import type { RestRequest } from '../api-gateway/routed-request.js';
import type { GatewayResponseName } from './built-in-responses.js';
import { restGatewayResponse } from './gateway-responses.js';
import { callIntegration } from './integrations/call-integration.js';
import type { FailedIntegration } from './integrations/integrated.js';

const earlyRefusals: Readonly<Record<EarlyRefusal, GatewayResponseName>> = {
  'no-route': 'MISSING_AUTHENTICATION_TOKEN',
  'unknown-stage': 'UNKNOWN_STAGE',
  'request-too-large': 'REQUEST_TOO_LARGE',
};

/** API Gateway's REST API. */
export function createRestApiDoor(needs: DoorNeeds): ApiDoor<RestApi> {
  const refuse = (failed: FailedIntegration, request: RestRequest, { signal }: Exchange): Answer => {
    const response = restGatewayResponse(failed, request);
    if (failed.reason !== undefined && !signal.aborted) {
      const fields = failed.cause === undefined ? {} : { error: failed.cause };
      needs.logger.warn(
        `${request.client.method} ${request.path} answers ${response.status}: ${failed.reason}`,
        fields,
      );
    }
    return response;
  };
  return {
    newRequestId: newUuid,
    refuse: ({ refusal, ...request }) => restGatewayResponse({ refusal: earlyRefusals[refusal] }, request),
    async answer(request, exchange) {
      const integrated = await callIntegration(needs, request, exchange);
      return typeof integrated === 'object' && 'refusal' in integrated
        ? refuse(integrated, request, exchange)
        : integrated;
    },
  };
}
