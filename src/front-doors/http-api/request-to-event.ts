import { headerOf } from '../api-gateway/client-request.js';
import { firstLabel } from '../api-gateway/first-label.js';
import { joinedValues } from '../api-gateway/multi-map.js';
import { decodePercent } from '../api-gateway/percent.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { Caller, HttpRequest, IamCaller } from '../api-gateway/routed-request.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { requestPath, routeKey } from './request-path.js';
import { httpEventOfPayload1 } from './request-to-event-payload-1.js';
import { isTextMediaType } from './text-media-types.js';

/** The event that a Lambda integration of an HTTP API gives its function. */
export function httpRequestToEvent(request: HttpRequest, payloadFormat: '1.0' | '2.0'): object {
  return payloadFormat === '2.0' ? httpEventOfPayload2(request) : httpEventOfPayload1(request);
}

/** Payload 2.0, keys in AWS's order; what is empty is left out (http contract §2.2). */
export function httpEventOfPayload2(request: HttpRequest) {
  const { client, stage, pathParameters, ids } = request;
  const rawPath = requestPath(request);
  const headers = forwardedHeaders(client, ids.traceId);
  const cookies = headers.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/;\s*/));
  const query = parseQuery(client.query, /&/);
  const isText = isTextMediaType(headerOf(client.headers, 'content-type'));
  const hasBody = client.body.length > 0;
  return {
    version: '2.0',
    routeKey: routeKey(request),
    rawPath,
    rawQueryString: client.query,
    ...(cookies.length > 0 && { cookies: cookies.filter((cookie) => cookie !== '') }),
    headers: joinedValues(headers.filter(([name]) => name !== 'cookie')),
    ...(query.length > 0 && { queryStringParameters: joinedValues(query) }),
    requestContext: requestContext(request, rawPath),
    ...(hasBody && { body: client.body.toString(isText ? 'utf8' : 'base64') }),
    ...(pathParameters.length > 0 && {
      pathParameters: Object.fromEntries(pathParameters.map(([name, value]) => [name, decodePercent(value)])),
    }),
    isBase64Encoded: hasBody && !isText,
    ...(Object.keys(stage.variables).length > 0 && { stageVariables: stage.variables }),
  };
}

function requestContext(request: HttpRequest, rawPath: string) {
  const { client, api, stage, ids } = request;
  const authorizer = authorizerOf(request.caller);
  const domainName = headerOf(client.headers, 'host') ?? '';
  return {
    accountId: api.account,
    apiId: api.id,
    ...(authorizer !== undefined && { authorizer }),
    domainName,
    domainPrefix: firstLabel(domainName),
    http: {
      method: client.method,
      path: rawPath,
      protocol: client.protocol,
      sourceIp: client.sourceIp,
      userAgent: headerOf(client.headers, 'user-agent') ?? '',
    },
    requestId: ids.requestId,
    routeKey: routeKey(request),
    stage: stage.name,
    time: formatRequestTime(client.receivedAtMs),
    timeEpoch: client.receivedAtMs,
  };
}

function authorizerOf(caller: Caller | undefined) {
  if (caller?.jwt !== undefined) return { jwt: caller.jwt };
  if (caller?.lambda !== undefined) {
    const { context } = caller.lambda;
    return { lambda: Object.keys(context).length === 0 ? null : context };
  }
  return caller?.iam && { iam: iamAuthorizer(caller.iam) };
}

/** `authorizer.iam` of HTTP APIs and of function URLs. */
export function iamAuthorizer({ accessKey, accountId, callerId, userArn }: IamCaller) {
  return { accessKey, accountId, callerId, cognitoIdentity: null, principalOrgId: null, userArn, userId: callerId };
}
