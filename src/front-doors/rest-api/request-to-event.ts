import { stableId } from '../../model/index.js';
import { headerOf } from '../api-gateway/client-request.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { RoutedRequest } from '../api-gateway/routed-request.js';
import { isBinaryMediaType } from './binary-media-types.js';
import { forwardedHeaders } from './forwarded-headers.js';

/** The AWS_PROXY event of a REST API, payload 1.0, keys in AWS's order; nothing is ever absent (http contract §1.2). */
export function restRequestToEvent(request: RoutedRequest): object {
  const { client, api, route, path, pathParameters, ids } = request;
  const headers = forwardedHeaders(client, ids.traceId);
  const query = parseQuery(client.query, /[&;]/);
  const isBinary = isBinaryMediaType(
    headerOf(client.headers, 'content-type') ?? 'application/json',
    api.binaryMediaTypes,
  );
  return {
    resource: route.path,
    path,
    httpMethod: client.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: query.length === 0 ? null : lastValues(query),
    multiValueQueryStringParameters: query.length === 0 ? null : allValues(query),
    pathParameters: pathParameters.length === 0 ? null : Object.fromEntries(pathParameters),
    stageVariables: Object.keys(api.stageVariables).length === 0 ? null : api.stageVariables,
    requestContext: requestContext(request),
    body: client.body.length === 0 ? null : client.body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  };
}

/** http contract §1.3. */
function requestContext({ client, api, route, path, ids }: RoutedRequest): object {
  const domainName = headerOf(client.headers, 'host') ?? '';
  return {
    resourceId: stableId(`${api.id} ${route.path}`, 6),
    resourcePath: route.path,
    httpMethod: client.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: formatRequestTime(client.receivedAtMs),
    path: `/${api.stage}${path}`,
    accountId: api.account,
    protocol: client.protocol,
    stage: api.stage,
    domainPrefix: domainName.split(/[.:]/)[0],
    requestTimeEpoch: client.receivedAtMs,
    requestId: ids.requestId,
    identity: anonymousIdentity(client.sourceIp, headerOf(client.headers, 'user-agent') ?? null),
    domainName,
    deploymentId: stableId(`${api.id} deployment`, 6),
    apiId: api.id,
  };
}

function anonymousIdentity(sourceIp: string, userAgent: string | null): object {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent,
    user: null,
  };
}
