import type { WebSocketLambdaIntegration, WebSocketLambdaProxy } from '../../../model/index.js';
import { socketRouteSource } from '../../api-gateway/api-source.js';
import { callFunction, type CallResult } from '../../api-gateway/call-function.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { isObject, parseResult } from '../../api-gateway/result-json.js';
import { mapParameters } from '../mapping/parameters.js';
import { routeCallToEvent } from '../request-to-event.js';
import { resultToConnectAnswer, resultToMessageAnswer } from '../result-to-response.js';
import type { RouteCall } from '../route-call.js';
import type { FailedIntegration, Integrated } from './integrated.js';
import type { BackendAnswer } from './mapped-response.js';

/** AWS_PROXY: the event in, and of the result what the kind of call needs. */
export async function callLambdaProxy(
  needs: DoorNeeds,
  call: RouteCall,
  integration: WebSocketLambdaProxy,
  signal: AbortSignal,
): Promise<Integrated> {
  const payload = Buffer.from(JSON.stringify(routeCallToEvent(call)));
  const called = await invoke(needs, call, integration, { payload, signal });
  if ('failed' in called) return failedCall(called, integration);
  const { outcome } = called;
  if (outcome.outcome === 'function-error') {
    const reason = unreachedCallback(outcome.payload, call);
    return { failed: 'function-error', ...(reason !== undefined && { reason }) };
  }
  if (call.eventType === 'DISCONNECT' || (call.eventType === 'MESSAGE' && !call.route.answersSender))
    return { status: 200 };
  const answer = call.eventType === 'CONNECT' ? resultToConnectAnswer(outcome) : resultToMessageAnswer(outcome);
  if (!('malformed' in answer)) return { status: 200, ...answer };
  return {
    failed: 'malformed',
    reason: `function "${integration.functionReference}": malformed result: ${answer.malformed}.`,
  };
}

/** What to do when a function could not reach the endpoint that it made of the domain name of its event. */
function unreachedCallback(error: Buffer, { connection, stage }: RouteCall): string | undefined {
  const text = error.toString();
  const namesDomain = text.includes(connection.domainName.replace(/:\d+$/, ''));
  if (!mistrust.test(text) && !(namesDomain && couldNotConnect.test(text))) return undefined;
  return (
    `its function cannot post to "https://${connection.domainName}/${stage.name}" from its sandbox. ` +
    'Leave the endpoint of its ApiGatewayManagementApi client out, or take it from AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI, which is set here'
  );
}

/** Only Node.js is told to trust Hearth's certificate: what other runtimes read would take the place of all that they trust. */
const mistrust = /self[- ]signed certificate|PKIX path building failed|certificate signed by unknown authority/i;
const couldNotConnect =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EPROTO|SSL|certificate|could not connect|connection refused|UnknownHost|no such host/i;

/** AWS: a function that gets what a template made; a mapped header may ask for an asynchronous call. */
export async function callLambda(
  needs: DoorNeeds,
  call: RouteCall,
  integration: WebSocketLambdaIntegration,
  payload: Buffer,
  signal: AbortSignal,
): Promise<BackendAnswer | FailedIntegration> {
  const { headers } = mapParameters(integration.requestParameters, call);
  const isAsynchronous = headers.some(([name, value]) => /^x-amz-invocation-type$/i.test(name) && value === 'Event');
  // Templates may make anything.
  const called = await invoke(needs, call, integration, { payload, signal, isAsynchronous, trusted: false });
  if ('failed' in called) return failedCall(called, integration);
  const { outcome } = called;
  const isError = outcome.outcome === 'function-error';
  const error = isError ? parseResult(outcome.payload)?.value : undefined;
  const message = isObject(error) ? error['errorMessage'] : undefined;
  return {
    status: 200,
    headers: [],
    body: outcome.payload,
    selectionText: typeof message === 'string' ? message : '',
    isError,
  };
}

function invoke(
  needs: DoorNeeds,
  { stage, api, ids, route }: RouteCall,
  { functionReference, timeoutMs }: WebSocketLambdaProxy | WebSocketLambdaIntegration,
  how: {
    readonly payload: Buffer;
    readonly signal: AbortSignal;
    readonly isAsynchronous?: boolean;
    readonly trusted?: boolean;
  },
): Promise<CallResult> {
  const { payload, signal, isAsynchronous = false, trusted = true } = how;
  return callFunction(needs, {
    functionReference,
    stageVariables: stage.variables,
    owner: api,
    source: socketRouteSource(api, stage.name, route.routeKey),
    payload,
    timeoutMs,
    traceId: ids.traceId,
    signal,
    trusted,
    ...(isAsynchronous && { invocationType: 'Event' }),
  });
}

function failedCall(
  { failed, reason, cause }: Extract<CallResult, { readonly failed: unknown }>,
  { functionReference }: WebSocketLambdaProxy | WebSocketLambdaIntegration,
): FailedIntegration {
  return { failed, reason: `function "${functionReference}": ${reason}`, cause };
}
