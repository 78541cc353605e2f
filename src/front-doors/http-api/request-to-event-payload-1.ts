import { headerOf } from '../api-gateway/client-request.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { decodePercent } from '../api-gateway/percent.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { RoutedRequest } from '../api-gateway/routed-request.js';
import { forwardedHeaders, titleCaseOwnHeaders } from './forwarded-headers.js';
import { requestPath, routeKey } from './request-path.js';
import { isTextMediaType } from './text-media-types.js';

/** Payload 1.0 as an HTTP API sends it, which differs from a REST API's (http contract §2.3). */
export function httpRequestToEventOfPayload1(request: RoutedRequest): object {
  const { client, api, route, pathParameters, ids } = request;
  const headers = titleCaseOwnHeaders(forwardedHeaders(client, ids.traceId));
  const query = parseQuery(client.query, /&/);
  const isText = isTextMediaType(headerOf(client.headers, 'content-type'));
  const hasBody = client.body.length > 0;
  const parameters = pathParameters.map(([name, value]) => [name, decodePercent(value)] as const);
  return {
    version: '1.0',
    resource: route.path,
    path: requestPath(request),
    httpMethod: client.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: query.length === 0 ? null : lastValues(query),
    multiValueQueryStringParameters: query.length === 0 ? null : allValues(query),
    requestContext: requestContext(request),
    pathParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    stageVariables: Object.keys(api.stageVariables).length === 0 ? null : api.stageVariables,
    body: hasBody ? client.body.toString(isText ? 'utf8' : 'base64') : null,
    isBase64Encoded: hasBody && !isText,
  };
}

function requestContext(request: RoutedRequest): object {
  const { client, api, route, ids } = request;
  const domainName = headerOf(client.headers, 'host') ?? '';
  return {
    accountId: api.account,
    apiId: api.id,
    authorizer: { claims: null, scopes: null },
    domainName,
    domainPrefix: domainName.split(/[.:]/)[0],
    extendedRequestId: ids.requestId,
    httpMethod: client.method,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAmr: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: null,
      userAgent: headerOf(client.headers, 'user-agent') ?? '',
      userArn: null,
    },
    path: requestPath(request),
    protocol: client.protocol,
    requestId: ids.requestId,
    requestTime: formatRequestTime(client.receivedAtMs),
    requestTimeEpoch: client.receivedAtMs,
    resourceId: routeKey(request),
    resourcePath: route.path,
    stage: api.stage,
  };
}
