import type { RestRequest } from '../../api-gateway/routed-request.js';
import { restRequestToEvent } from '../request-to-event.js';

/** The event of a TOKEN authorizer, keys in AWS's order (http contract §1.11). */
export function tokenAuthorizerEvent(methodArn: string, authorizationToken: string) {
  return { type: 'TOKEN' as const, methodArn, authorizationToken };
}

/** The event of a REQUEST authorizer: that of a proxy integration without its body, and with empty maps. */
export function requestAuthorizerEvent(request: RestRequest, methodArn: string) {
  const event = restRequestToEvent(request);
  return {
    type: 'REQUEST' as const,
    methodArn,
    resource: event.resource,
    path: event.path,
    httpMethod: event.httpMethod,
    headers: event.headers,
    multiValueHeaders: event.multiValueHeaders,
    queryStringParameters: event.queryStringParameters ?? {},
    multiValueQueryStringParameters: event.multiValueQueryStringParameters ?? {},
    pathParameters: event.pathParameters ?? {},
    stageVariables: event.stageVariables ?? {},
    requestContext: event.requestContext,
  };
}
