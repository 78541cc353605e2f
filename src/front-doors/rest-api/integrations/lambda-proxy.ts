import type { RestLambdaProxy } from '../../../model/index.js';
import type { Exchange } from '../../api-gateway/api-door.js';
import { routeSource } from '../../api-gateway/api-source.js';
import { callFunction } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { stageVariables } from '../context.js';
import { mapParameters } from '../mapping/parameters.js';
import { type EventAdditions, restRequestToEvent } from '../request-to-event.js';
import { restResultToResponse } from '../result-to-response.js';
import { streamedResponseOf } from './streamed-proxy.js';
import { failedCall } from './failed-call.js';
import type { Integrated } from './integrated.js';
import { invokeHeader } from './invoke-header.js';

/** AWS_PROXY, buffered or streamed. */
export async function callLambdaProxy(
  needs: DoorNeeds,
  request: RestRequest,
  integration: RestLambdaProxy,
  { signal, stream }: Exchange,
): Promise<Integrated> {
  const { functionReference, timeoutMs, httpMethod } = integration;
  // Lambda is only ever called with POST; AWS fails such a method when it is called.
  if (httpMethod !== 'POST') {
    return {
      refusal: 'API_CONFIGURATION_ERROR',
      reason: `its integration's HttpMethod is "${httpMethod}"; it must be "POST"`,
    };
  }
  const additions = mapParameters(integration.requestParameters, request);
  const sink = integration.streams && stream !== undefined ? streamedResponseOf(request, stream) : undefined;
  const call = await callFunction(needs, {
    functionReference,
    stageVariables: stageVariables(request),
    owner: request.api,
    source: routeSource(request),
    payload: Buffer.from(JSON.stringify(eventOf(request, additions))),
    timeoutMs,
    traceId: request.ids.traceId,
    signal,
    tenantId: invokeHeader(additions.headers, 'x-amz-tenant-id'),
    ...(sink !== undefined && { sink }),
  });
  const isBroken = 'failed' in call || call.outcome.outcome === 'function-error';
  if (isBroken && sink?.begun === true) {
    sink.breakOff();
    return 'sent';
  }
  if ('failed' in call) return failedCall(call, functionReference);
  if (call.outcome.outcome === 'function-error') return { refusal: 'BAD_PROXY_RESULT' };
  if (sink !== undefined && call.outcome.streamed) {
    if (sink.end()) return 'sent';
    return { refusal: 'API_CONFIGURATION_ERROR', reason: `function "${functionReference}": ${sink.malformed ?? ''}` };
  }
  const answered = restResultToResponse(call.outcome, request);
  if (!('malformed' in answered)) return answered;
  return {
    refusal: answered.undecodable === true ? 'API_CONFIGURATION_ERROR' : 'BAD_PROXY_RESULT',
    reason: `function "${functionReference}": malformed result: ${answered.malformed}.`,
  };
}

/** Only TestInvokeMethod can come without any header, which is then null (http contract §1.2). */
function eventOf(request: RestRequest, additions: EventAdditions): object {
  const event = restRequestToEvent(request, additions);
  return Object.keys(event.headers).length > 0 ? event : { ...event, headers: null, multiValueHeaders: null };
}
