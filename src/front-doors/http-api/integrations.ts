import type { WaitSignal } from '../../base/index.js';
import type {
  HttpIntegration,
  HttpLambdaIntegration,
  HttpProxyIntegration,
  UnsupportedIntegration,
} from '../../model/index.js';
import { callBackend } from '../api-gateway/backend/call-backend.js';
import { routeSource } from '../api-gateway/api-source.js';
import { callFunction } from '../api-gateway/call-function.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import type { HttpRequest } from '../api-gateway/routed-request.js';
import type { Integrated } from './integrated.js';
import { mapRequest } from './mapping/map-request.js';
import { mapResponse } from './mapping/map-response.js';
import { proxyRequest } from './proxy-request.js';
import { httpRequestToEvent } from './request-to-event.js';
import { exposedHeaders } from './response-headers.js';
import { callService } from './services/call-service.js';
import { httpResultToResponse } from './result-to-response.js';

export async function callIntegration(needs: DoorNeeds, request: HttpRequest, signal: WaitSignal): Promise<Integrated> {
  const { integration } = request.route;
  if (integration.type === 'UNSUPPORTED') return { refusal: 'function-error', reason: integration.reason };
  const answered = await callByType(needs, request, integration, signal);
  if ('refusal' in answered) return answered;
  return mapResponse(answered, integration.responseParameters[String(answered.status)], request);
}

function callByType(
  needs: DoorNeeds,
  request: HttpRequest,
  integration: Exclude<HttpIntegration, UnsupportedIntegration>,
  signal: WaitSignal,
): Promise<Integrated> {
  switch (integration.type) {
    case 'AWS_PROXY':
      return callLambda(needs, request, integration, signal);
    case 'HTTP_PROXY':
      return callHttp(request, integration, signal);
    case 'AWS_SERVICE':
      return callService(needs, request, integration, signal);
  }
}

async function callLambda(
  needs: DoorNeeds,
  request: HttpRequest,
  integration: HttpLambdaIntegration,
  signal: WaitSignal,
): Promise<Integrated> {
  const { functionReference, payloadFormat, timeoutMs } = integration;
  const { headers, query } = mapRequest(request, integration.requestParameters);
  const isMapped = headers !== request.client.headers || query !== request.client.query;
  const mapped = isMapped ? { ...request, client: { ...request.client, headers, query } } : request;
  const event = httpRequestToEvent(mapped, payloadFormat);
  const call = await callFunction(needs, {
    functionReference,
    stageVariables: request.stage.variables,
    owner: request.api,
    source: routeSource(request),
    payload: Buffer.from(JSON.stringify(event)),
    timeoutMs,
    traceId: request.ids.traceId,
    signal,
  });
  const place = `function "${functionReference}"`;
  if ('failed' in call) return { refusal: call.failed, reason: `${place}: ${call.reason}`, cause: call.cause };
  if (call.outcome.outcome === 'function-error') return { refusal: 'function-error' };
  const response = httpResultToResponse(call.outcome, payloadFormat, request.ids);
  return 'malformed' in response
    ? { refusal: 'function-error', reason: `${place}: malformed result: ${response.malformed}.` }
    : response;
}

async function callHttp(
  request: HttpRequest,
  integration: HttpProxyIntegration,
  signal: WaitSignal,
): Promise<Integrated> {
  const result = await callBackend({ ...proxyRequest(request, integration), timeoutMs: integration.timeoutMs, signal });
  if ('failed' in result) {
    return { refusal: result.failed === 'timeout' ? 'backend-timeout' : 'backend-unreachable', reason: result.reason };
  }
  return { ...result, headers: exposedHeaders(result.headers, 'application/json', request.ids) };
}
