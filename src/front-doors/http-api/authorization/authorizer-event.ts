import type { HttpLambdaAuthorizer } from '../../../model/index.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import { httpEventOfPayload1 } from '../request-to-event-payload-1.js';
import { httpEventOfPayload2 } from '../request-to-event.js';

/** The event of a Lambda authorizer, keys in AWS's order (http contract §2.5). */
export function authorizerEvent(
  request: HttpRequest,
  { payloadFormat }: HttpLambdaAuthorizer,
  identity: readonly string[],
  arn: string,
) {
  return payloadFormat === '2.0' ? eventOfFormat2(request, identity, arn) : eventOfFormat1(request, identity, arn);
}

function eventOfFormat2(request: HttpRequest, identity: readonly string[], arn: string) {
  const event = httpEventOfPayload2(request);
  return {
    version: '2.0',
    type: 'REQUEST' as const,
    routeArn: arn,
    identitySource: [...identity],
    routeKey: event.routeKey,
    rawPath: event.rawPath,
    rawQueryString: event.rawQueryString,
    cookies: event.cookies,
    headers: event.headers,
    queryStringParameters: event.queryStringParameters,
    requestContext: event.requestContext,
    pathParameters: event.pathParameters,
    stageVariables: event.stageVariables,
  };
}

function eventOfFormat1(request: HttpRequest, identity: readonly string[], arn: string) {
  const event = httpEventOfPayload1(request);
  return {
    version: '1.0',
    type: 'REQUEST' as const,
    methodArn: arn,
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
    resource: event.resource,
    path: event.path,
    httpMethod: event.httpMethod,
    headers: event.headers,
    queryStringParameters: event.queryStringParameters ?? {},
    pathParameters: event.pathParameters ?? {},
    stageVariables: event.stageVariables ?? {},
    // No authorizer has spoken yet; what is undefined is left out of JSON.
    requestContext: { ...event.requestContext, authorizer: undefined },
  };
}
