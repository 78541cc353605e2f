import { formatRequestTime } from '../api-gateway/request-time.js';
import type { RouteCall, CallToRoute } from './route-call.js';

/** `requestContext` of events, which is also `$context` of expressions and templates, keys in AWS's order (http contract §3.2). */
export function routeCallContext(call: RouteCall | CallToRoute) {
  const { api, stage, connection, ids, receivedAtMs } = call;
  const { authorizer } = connection.caller;
  return {
    // While it is still to be found, a route has no key.
    routeKey: 'route' in call ? call.route.routeKey : '',
    ...(call.eventType === 'DISCONNECT' && { disconnectStatusCode: call.closed.code }),
    ...(authorizer !== undefined && { authorizer }),
    ...(call.eventType === 'MESSAGE' && { messageId: call.messageId }),
    eventType: call.eventType,
    extendedRequestId: ids.extendedRequestId,
    requestTime: formatRequestTime(receivedAtMs),
    messageDirection: 'IN' as const,
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

function identityOf({ connection }: CallToRoute): object {
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
