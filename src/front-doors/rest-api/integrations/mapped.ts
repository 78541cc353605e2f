import { messageOf } from '../../../base/index.js';
import type {
  IntegrationResponse,
  RestHttpIntegration,
  RestLambdaIntegration,
  RestMock,
  RestServiceIntegration,
} from '../../../model/index.js';
import type { Header } from '../../api-gateway/client-request.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { gatewayHeaders } from '../gateway-headers.js';
import { mapRequestBody } from '../mapping/map-request.js';
import { type BackendResponse, mapResponse, selectResponse } from '../mapping/map-response.js';
import { templateContext, type TemplateContext } from '../mapping/template-context.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';
import { mappedHeaders } from '../response-headers.js';
import type { FailedIntegration, Integrated } from './integrated.js';

/** The request of a mapped integration, ready to be sent. */
export interface MappedBody {
  readonly body: Buffer;
  readonly contentType: string;
  readonly context: TemplateContext;
}

/** The way of every integration with templates: map the request, call, choose the response, map it. */
export async function callMapped(
  engine: TemplateEngine,
  request: RestRequest,
  integration: RestLambdaIntegration | RestServiceIntegration | RestHttpIntegration | RestMock,
  call: (mapped: MappedBody) => Promise<BackendResponse | FailedIntegration>,
): Promise<Integrated> {
  const context = templateContext(request);
  const mapped = mapRequestBody(engine, request, integration, context);
  if ('refusal' in mapped) return mapped;
  const backend = await call({ ...mapped, context });
  if ('refusal' in backend) return backend;
  let entry: IntegrationResponse | undefined;
  try {
    entry = selectResponse(backend, integration.responses);
  } catch (error) {
    return { refusal: 'API_CONFIGURATION_ERROR', reason: `a selection pattern: ${messageOf(error)}` };
  }
  if (entry === undefined) {
    const reason = `no integration response fits "${backend.selectionText}", and there is none without a pattern`;
    return { refusal: 'API_CONFIGURATION_ERROR', reason };
  }
  const response = mapResponse(engine, entry, backend, { request, context });
  const trace: Header[] = integration.type === 'MOCK' ? [] : [['X-Amzn-Trace-Id', request.ids.traceId]];
  if ('refusal' in response) return response;
  return { ...response, headers: [...mappedHeaders(response.headers), ...gatewayHeaders(request.ids), ...trace] };
}
