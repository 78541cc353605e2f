import type { WebSocketServiceIntegration } from '../../../model/index.js';
import { callService } from '../../api-gateway/aws-service/call-service.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { filledUri, mapParameters, queryOf } from '../mapping/parameters.js';
import type { RouteCall } from '../route-call.js';
import type { FailedIntegration } from './integrated.js';
import type { BackendAnswer } from './mapped-response.js';

/** AWS: another service than Lambda gets what a template made. */
export async function callAwsService(
  needs: DoorNeeds,
  call: RouteCall,
  integration: WebSocketServiceIntegration,
  body: Buffer,
  signal: AbortSignal,
): Promise<BackendAnswer | FailedIntegration> {
  const { httpMethod, requestParameters, timeoutMs } = integration;
  const mapped = mapParameters(requestParameters, call);
  const called = {
    traceId: call.ids.traceId,
    called: integration,
    httpMethod: httpMethod === 'ANY' ? 'POST' : httpMethod,
    headers: mapped.headers,
    query: queryOf(mapped),
    body,
    contentType: 'application/json',
    fill: (text: string) => filledUri(text, mapped, call),
  };
  const result = await callService(needs, call.api, called, { timeoutMs, signal });
  if (!('failed' in result)) return { ...result, selectionText: String(result.status), isError: false };
  return { failed: result.failed === 'configuration' ? 'configuration' : 'backend', reason: result.reason };
}
