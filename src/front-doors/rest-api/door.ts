import { randomInt } from 'node:crypto';
import { newUuid } from '../../base/index.js';
import type { RestApi } from '../../model/index.js';
import type { Answer, ApiDoor, EarlyRefusal, Exchange } from '../api-gateway/api-door.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import type { RestRequest } from '../api-gateway/routed-request.js';
import { createRestAuthorization } from './authorization/authorize.js';
import type { GatewayResponseName } from './built-in-responses.js';
import { compressResponse } from './compression/compress-response.js';
import { decompressRequest } from './compression/decompress-request.js';
import { restGatewayResponse } from './gateway-responses.js';
import { createIntegrations } from './integrations/call-integration.js';
import type { Integrated } from './integrations/integrated.js';
import { createStageCache } from './stage-cache/stage-cache.js';
import { StageThrottles } from './stage-settings/stage-throttles.js';
import { ApiKeys } from './usage/api-keys.js';
import { createBodyValidators } from '../api-gateway/models/body-validators.js';
import { validateRequest } from './validation/validate-request.js';

const earlyRefusals: Readonly<Record<EarlyRefusal, GatewayResponseName>> = {
  'no-route': 'MISSING_AUTHENTICATION_TOKEN',
  'unknown-stage': 'UNKNOWN_STAGE',
  'request-too-large': 'REQUEST_TOO_LARGE',
};

/** API Gateway's REST API: authorizer, API key, throttle, validator, cache, integration, in that order (http contract §1.11). */
export function createRestApiDoor(needs: DoorNeeds): ApiDoor<RestApi> {
  const authorize = createRestAuthorization(needs);
  const keys = new ApiKeys(needs.clock);
  const throttles = new StageThrottles(needs.clock);
  const validators = createBodyValidators();
  const cache = createStageCache(needs);
  const callIntegration = createIntegrations(needs);
  const integrate = async (request: RestRequest, exchange: Exchange): Promise<Integrated> => {
    const authorization = await authorize(request, exchange.signal);
    if (!authorization.allowed) return authorization;
    const keyed = needs.authorization.disabled ? authorization.caller : keys.check(request, authorization.caller);
    if ('refusal' in keyed) return keyed;
    const authorized = { ...request, caller: keyed };
    const opened = throttles.check(authorized) ?? (await decompressRequest(authorized));
    if ('refusal' in opened) return opened;
    const refused = await validateRequest(opened, validators);
    return refused ?? cache(opened, (missed) => callIntegration(missed, exchange));
  };
  return {
    newRequestId: newUuid,
    refuse: ({ refusal, ...request }) => restGatewayResponse({ refusal: earlyRefusals[refusal] }, request),
    async answer(arrived, exchange): Promise<Answer> {
      const request = withCanary(arrived);
      const integrated = await integrate(request, exchange);
      if (integrated === 'sent') return integrated;
      if (!('refusal' in integrated)) return compressResponse(integrated, request);
      const { reason, cause } = integrated;
      const response = restGatewayResponse(integrated, request);
      if (reason !== undefined && !exchange.signal.aborted) {
        const fields = cause === undefined ? {} : { error: cause };
        needs.logger.warn(`${request.client.method} ${request.path} answers ${response.status}: ${reason}`, fields);
      }
      return response;
    },
  };
}

/** Sends a share of the stage's requests to its canary. */
function withCanary(request: RestRequest): RestRequest {
  const { canary } = request.stage;
  if (canary === undefined) return request;
  return { ...request, isCanary: randomInt(1_000_000) < canary.percentTraffic * 10_000 };
}
