import type { ClientRequest, Header } from '../api-gateway/client-request.js';
import { forwardedHeaders } from '../api-gateway/forwarded-headers.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { parseQuery } from '../api-gateway/query.js';
import { routeCallContext } from './request-context.js';
import type { ConnectCall, DisconnectCall, MessageCall, RouteCall } from './route-call.js';

/** The AWS_PROXY event of a WebSocket API, keys in AWS's order; what does not apply is absent (http contract §3.2). */
export function routeCallToEvent(call: RouteCall): object {
  switch (call.eventType) {
    case 'CONNECT':
      return connectEvent(call);
    case 'MESSAGE':
      return messageEvent(call);
    case 'DISCONNECT':
      return disconnectEvent(call);
  }
}

export function connectEvent(call: ConnectCall) {
  return {
    ...headerMaps(forwardedHeaders(call.client, call.ids.traceId)),
    ...queryMaps(call.client),
    ...stageVariables(call),
    requestContext: routeCallContext(call),
    isBase64Encoded: false,
  };
}

export function messageEvent(call: MessageCall) {
  const requestContext = { ...routeCallContext(call), messageId: call.messageId };
  return { ...stageVariables(call), requestContext, body: call.body, isBase64Encoded: false };
}

/** Its headers are as measured on AWS: there is no request any more that had others. */
export function disconnectEvent(call: DisconnectCall) {
  return {
    ...headerMaps([
      ['Host', call.connection.domainName],
      ['x-api-key', ''],
      ['X-Forwarded-For', ''],
      ['x-restapi', ''],
    ]),
    ...stageVariables(call),
    requestContext: routeCallContext(call),
    isBase64Encoded: false,
  };
}

/** Headers once with the last value of each name and once with all. */
export function headerMaps(headers: readonly Header[]) {
  return { headers: lastValues(headers), multiValueHeaders: allValues(headers) };
}

/** The query, only when there is one. */
function queryMaps({ query }: ClientRequest) {
  const pairs = parseQuery(query, /&/);
  if (pairs.length === 0) return {};
  return { queryStringParameters: lastValues(pairs), multiValueQueryStringParameters: allValues(pairs) };
}

function stageVariables({ stage }: RouteCall) {
  return Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables };
}
