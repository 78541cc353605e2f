import type { WaitSignal } from '../../base/index.js';
import type { HttpApi } from '../../model/index.js';
import type { ApiDoor } from '../api-gateway/api-door.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import { newExtendedRequestId } from '../api-gateway/extended-request-id.js';
import type { HttpRequest } from '../api-gateway/routed-request.js';
import { RouteThrottles } from '../api-gateway/usage/route-throttles.js';
import { createHttpAuthorization } from './authorization/authorize.js';
import { preflightResponse, withCors } from './cors.js';
import { httpGatewayResponse } from './gateway-responses.js';
import type { Integrated } from './integrated.js';
import { callIntegration } from './integrations.js';
import { routeKey } from './request-path.js';

/** API Gateway's HTTP API: preflight, authorization, throttle, integration, CORS headers. */
export function createHttpApiDoor(needs: DoorNeeds): ApiDoor<HttpApi> {
  const authorize = createHttpAuthorization(needs);
  const throttles = new RouteThrottles(needs.clock);
  const answer = async (request: HttpRequest, signal: WaitSignal): Promise<ClientResponse> => {
    const authorization = await authorize(request, signal);
    if (!authorization.allowed) {
      const { refusal, headers = [], reason } = authorization;
      tell(needs, request, { refusal, ...(reason !== undefined && { reason }) }, signal);
      return httpGatewayResponse(refusal, request.ids, headers);
    }
    if (!throttles.lets(request, routeKey(request))) return httpGatewayResponse('rate-exceeded', request.ids);
    const integrated = await callIntegration(needs, { ...request, caller: authorization.caller }, signal);
    if (!('refusal' in integrated)) return integrated;
    tell(needs, request, integrated, signal);
    return httpGatewayResponse(integrated.refusal, request.ids);
  };
  return {
    newRequestId: newExtendedRequestId,
    refuse({ refusal, api, client, ids }) {
      return preflightResponse(api.cors, client, ids) ?? withCors(httpGatewayResponse(refusal, ids), api.cors, client);
    },
    async answer(request, { signal }) {
      const { api, client, ids } = request;
      const preflight = isGuardedDefault(request, needs) ? undefined : preflightResponse(api.cors, client, ids);
      return preflight ?? withCors(await answer(request, signal), api.cors, client);
    },
  };
}

/** An authorizer of the `$default` route refuses preflights too, as AWS's guide warns (http contract §2.6). */
function isGuardedDefault({ route }: HttpRequest, { authorization }: DoorNeeds): boolean {
  return route.path === '$default' && route.authorization.type !== 'NONE' && !authorization.disabled;
}

function tell(
  { logger }: DoorNeeds,
  { client, path, ids }: HttpRequest,
  refused: Extract<Integrated, { readonly refusal: unknown }>,
  signal: WaitSignal,
): void {
  if (refused.reason === undefined || signal.aborted) return;
  const { status } = httpGatewayResponse(refused.refusal, ids);
  const fields = refused.cause === undefined ? {} : { error: refused.cause };
  logger.warn(`${client.method} ${path} answers ${status}: ${refused.reason}`, fields);
}
