import type { WaitSignal } from '../../../base/index.js';
import type { RestServiceIntegration } from '../../../model/index.js';
import { callService } from '../../api-gateway/aws-service/call-service.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { BackendResponse } from '../mapping/map-response.js';
import { failed, requestParametersOf } from './http.js';
import { filledUri, queryOf } from './http-request.js';
import type { FailedIntegration } from './integrated.js';
import type { MappedBody } from './mapped.js';

/** AWS: another service than Lambda gets what templates and parameters make of the request. */
export async function callAwsService(
  needs: DoorNeeds,
  request: RestRequest,
  integration: RestServiceIntegration,
  mapped: MappedBody,
  signal: WaitSignal,
): Promise<BackendResponse | FailedIntegration> {
  const parameters = requestParametersOf(integration, request, mapped);
  const called = {
    traceId: request.ids.traceId,
    called: integration,
    httpMethod: integration.httpMethod === 'ANY' ? request.client.method : integration.httpMethod,
    headers: parameters.headers,
    query: queryOf(parameters),
    body: mapped.body,
    contentType: mapped.contentType,
    fill: (text: string) => filledUri(request, text, parameters),
  };
  const result = await callService(needs, request.api, called, { timeoutMs: integration.timeoutMs, signal });
  if (!('failed' in result)) return { ...result, selectionText: String(result.status) };
  return result.failed === 'configuration'
    ? { refusal: 'API_CONFIGURATION_ERROR', reason: result.reason }
    : failed({ ...result, failed: result.failed });
}
