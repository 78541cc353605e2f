import { headerOf } from '../api-gateway/client-request.js';
import { firstLabel } from '../api-gateway/first-label.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { decodePercent } from '../api-gateway/percent.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { Caller, HttpRequest } from '../api-gateway/routed-request.js';
import { forwardedHeaders, titleCaseOwnHeaders } from './forwarded-headers.js';
import { requestPath, routeKey } from './request-path.js';
import { isTextMediaType } from './text-media-types.js';

/** Payload 1.0 as an HTTP API sends it, which differs from a REST API's (http contract §2.3). */
export function httpEventOfPayload1(request: HttpRequest) {
  const { client, stage, route, pathParameters, ids } = request;
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
    stageVariables: Object.keys(stage.variables).length === 0 ? null : stage.variables,
    body: hasBody ? client.body.toString(isText ? 'utf8' : 'base64') : null,
    isBase64Encoded: hasBody && !isText,
  };
}

function requestContext(request: HttpRequest) {
  const { client, api, stage, route, ids, caller } = request;
  const domainName = headerOf(client.headers, 'host') ?? '';
  return {
    accountId: api.account,
    apiId: api.id,
    authorizer: authorizerOf(caller),
    domainName,
    domainPrefix: firstLabel(domainName),
    extendedRequestId: ids.requestId,
    httpMethod: client.method,
    identity: {
      accessKey: caller?.iam?.accessKey ?? null,
      accountId: caller?.iam?.accountId ?? null,
      caller: caller?.iam?.callerId ?? null,
      cognitoAmr: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: caller?.iam?.callerId ?? null,
      userAgent: headerOf(client.headers, 'user-agent') ?? '',
      userArn: caller?.iam?.userArn ?? null,
    },
    path: requestPath(request),
    protocol: client.protocol,
    requestId: ids.requestId,
    requestTime: formatRequestTime(client.receivedAtMs),
    requestTimeEpoch: client.receivedAtMs,
    resourceId: routeKey(request),
    resourcePath: route.path,
    stage: stage.name,
  };
}

/** Present even on open routes, with nothing in it. */
function authorizerOf(caller: Caller | undefined): object {
  if (caller?.jwt !== undefined) return caller.jwt;
  if (caller?.lambda === undefined) return { claims: null, scopes: null };
  const { context, principalId } = caller.lambda;
  return { ...context, ...(principalId !== undefined && { principalId }) };
}
