import type { ClientRequest, Header } from '../api-gateway/client-request.js';
import { forwardedHeaders } from '../api-gateway/forwarded-headers.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { DisconnectCall, RouteCall, UnroutedCall } from './route-call.js';

/** The AWS_PROXY event of a WebSocket API, keys in AWS's order; what does not apply is absent (http contract §3.2). */
export function routeCallToEvent(call: RouteCall): Readonly<Record<string, unknown>> {
  const { stage } = call;
  const variables = Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables };
  const requestContext = routeCallContext(call);
  switch (call.eventType) {
    case 'CONNECT':
      return {
        ...headerMaps(forwardedHeaders(call.client, call.ids.traceId)),
        ...queryMaps(call.client),
        ...variables,
        requestContext,
        isBase64Encoded: false,
      };
    case 'MESSAGE':
      return { ...variables, requestContext, body: call.body, isBase64Encoded: false };
    case 'DISCONNECT':
      return { ...headerMaps(disconnectHeaders(call)), ...variables, requestContext, isBase64Encoded: false };
  }
}

/** `requestContext` of events, which is also `$context` of expressions and templates (http contract §3.2). */
export function routeCallContext(call: RouteCall | UnroutedCall): Record<string, unknown> {
  const { api, stage, connection, ids, receivedAtMs } = call;
  const { authorizer } = connection.caller;
  return {
    ...('route' in call && { routeKey: call.route.routeKey }),
    ...(call.eventType === 'DISCONNECT' && { disconnectStatusCode: call.closed.code }),
    ...(authorizer !== undefined && { authorizer }),
    ...(call.eventType === 'MESSAGE' && { messageId: call.messageId }),
    eventType: call.eventType,
    extendedRequestId: ids.extendedRequestId,
    requestTime: formatRequestTime(receivedAtMs),
    messageDirection: 'IN',
    ...(call.eventType === 'DISCONNECT' && { disconnectReason: call.closed.reason }),
    stage: stage.name,
    connectedAt: connection.connectedAtMs,
    requestTimeEpoch: receivedAtMs,
    identity: identityOf(call),
    requestId: ids.requestId,
    domainName: connection.domainName,
    connectionId: connection.id,
    apiId: api.id,
  };
}

/** Headers once with the last value of each name and once with all. */
export function headerMaps(headers: readonly Header[]): Readonly<Record<string, unknown>> {
  return { headers: lastValues(headers), multiValueHeaders: allValues(headers) };
}

/** The query, only when there is one. */
function queryMaps({ query }: ClientRequest): Readonly<Record<string, unknown>> {
  const pairs = parseQuery(query, /&/);
  if (pairs.length === 0) return {};
  return { queryStringParameters: lastValues(pairs), multiValueQueryStringParameters: allValues(pairs) };
}

/** As measured on AWS: there is no request any more that had others. */
function disconnectHeaders({ connection }: DisconnectCall): Header[] {
  return [
    ['Host', connection.domainName],
    ['x-api-key', ''],
    ['X-Forwarded-For', ''],
    ['x-restapi', ''],
  ];
}

function identityOf({ connection }: UnroutedCall): object {
  const { iam, apiKey } = connection.caller;
  return {
    ...(iam !== undefined && {
      accountId: iam.accountId,
      caller: iam.callerId,
      user: iam.callerId,
      userArn: iam.userArn,
      accessKey: iam.accessKey,
    }),
    ...(apiKey !== undefined && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    ...(connection.userAgent !== undefined && { userAgent: connection.userAgent }),
    sourceIp: connection.sourceIp,
  };
}
