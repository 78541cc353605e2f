import type { Exchange } from '../../api-gateway/api-door.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { Integrated } from './integrated.js';
import { callLambdaProxy } from './lambda-proxy.js';

/** Calls what answers a method. */
export async function callIntegration(needs: DoorNeeds, request: RestRequest, exchange: Exchange): Promise<Integrated> {
  const { integration } = request.route;
  switch (integration.type) {
    case 'AWS_PROXY':
      return callLambdaProxy(needs, request, integration, exchange);
    case 'UNSUPPORTED':
      return { refusal: 'API_CONFIGURATION_ERROR', reason: integration.reason };
    case 'AWS':
    case 'HTTP':
    case 'HTTP_PROXY':
    case 'MOCK':
      return {
        refusal: 'API_CONFIGURATION_ERROR',
        reason: `integrations of type ${integration.type} are not called yet`,
      };
  }
}
