import type { RestLambdaIntegration } from '../../../model/index.js';
import { routeSource } from '../../api-gateway/api-source.js';
import { callFunction } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { isObject, parseResult } from '../../api-gateway/result-json.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { stageVariables } from '../context.js';
import type { BackendResponse } from '../mapping/map-response.js';
import { mapParameters } from '../mapping/parameters.js';
import { overridden } from '../mapping/template-context.js';
import { failedCall } from './failed-call.js';
import type { FailedIntegration } from './integrated.js';
import { lambdaHeaders } from './lambda-headers.js';
import type { MappedBody } from './mapped.js';

/** A function as a plain integration: a mapped header may ask for an asynchronous call. */
export async function callLambda(
  needs: DoorNeeds,
  request: RestRequest,
  integration: RestLambdaIntegration,
  { body, context }: MappedBody,
  signal: AbortSignal,
): Promise<BackendResponse | FailedIntegration> {
  const { functionReference, timeoutMs } = integration;
  const headers = [
    ...mapParameters(integration.requestParameters, request).headers,
    ...overridden(context.requestOverride.header),
  ];
  const { isEvent, tenantId } = lambdaHeaders(headers);
  const call = await callFunction(needs, {
    functionReference,
    stageVariables: stageVariables(request),
    owner: request.api,
    source: routeSource(request),
    payload: body,
    // Templates may make anything.
    trusted: false,
    timeoutMs,
    traceId: request.ids.traceId,
    signal,
    tenantId,
    ...(isEvent && { invocationType: 'Event' }),
  });
  if ('failed' in call) return failedCall(call, functionReference);
  const { outcome } = call;
  const failure = outcome.outcome === 'function-error' ? parseResult(outcome.payload)?.value : undefined;
  const message = isObject(failure) ? failure['errorMessage'] : undefined;
  return {
    selectionText: typeof message === 'string' ? message : '',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Amzn-Trace-Id', request.ids.traceId],
    ],
    body: outcome.payload,
  };
}
