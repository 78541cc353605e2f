import { headerOf } from '../api-gateway/client-request.js';
import { joinedValues } from '../api-gateway/multi-map.js';
import { decodePercent } from '../api-gateway/percent.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { RoutedRequest } from '../api-gateway/routed-request.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { requestPath, routeKey } from './request-path.js';
import { httpRequestToEventOfPayload1 } from './request-to-event-payload-1.js';
import { isTextMediaType } from './text-media-types.js';

export function httpRequestToEvent(request: RoutedRequest): object {
  return request.route.payloadFormat === '2.0' ? eventOfPayload2(request) : httpRequestToEventOfPayload1(request);
}

/** Payload 2.0, keys in AWS's order; what is empty is left out (http contract §2.2). */
function eventOfPayload2(request: RoutedRequest): object {
  const { client, api, pathParameters, ids } = request;
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
    ...(Object.keys(api.stageVariables).length > 0 && { stageVariables: api.stageVariables }),
  };
}

function requestContext(request: RoutedRequest, rawPath: string): object {
  const { client, api, ids } = request;
  const domainName = headerOf(client.headers, 'host') ?? '';
  return {
    accountId: api.account,
    apiId: api.id,
    domainName,
    domainPrefix: domainName.split(/[.:]/)[0],
    http: {
      method: client.method,
      path: rawPath,
      protocol: client.protocol,
      sourceIp: client.sourceIp,
      userAgent: headerOf(client.headers, 'user-agent') ?? '',
    },
    requestId: ids.requestId,
    routeKey: routeKey(request),
    stage: api.stage,
    time: formatRequestTime(client.receivedAtMs),
    timeEpoch: client.receivedAtMs,
  };
}
