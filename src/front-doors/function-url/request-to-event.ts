import type { FunctionUrl } from '../../model/index.js';
import { type ClientRequest, headerOf } from '../api-gateway/client-request.js';
import { joinedValues } from '../api-gateway/multi-map.js';
import { parseQuery } from '../api-gateway/query.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { IamCaller } from '../api-gateway/routed-request.js';
import { forwardedHeaders } from '../http-api/forwarded-headers.js';
import { iamAuthorizer } from '../http-api/request-to-event.js';
import { isTextMediaType } from '../http-api/text-media-types.js';

export interface UrlRequest {
  readonly client: ClientRequest;
  readonly url: FunctionUrl;
  /** As sent, without the address of the URL. */
  readonly path: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly caller?: IamCaller;
}

/** The event of a function URL: payload 2.0 with a path that keeps its encoding (http contract §4.2). */
export function urlRequestToEvent(request: UrlRequest) {
  const { client, path, traceId } = request;
  const headers = forwardedHeaders(client, traceId);
  const cookies = headers.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/;\s*/));
  const query = parseQuery(client.query, /&/);
  const isText = isTextMediaType(headerOf(client.headers, 'content-type'));
  const hasBody = client.body.length > 0;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: client.query,
    ...(cookies.length > 0 && { cookies: cookies.filter((cookie) => cookie !== '') }),
    headers: joinedValues(headers.filter(([name]) => name !== 'cookie')),
    ...(query.length > 0 && { queryStringParameters: joinedValues(query) }),
    requestContext: requestContext(request),
    ...(hasBody && { body: client.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: hasBody && !isText,
  };
}

function requestContext({ client, url, path, requestId, caller }: UrlRequest) {
  return {
    accountId: caller?.accountId ?? 'anonymous',
    apiId: url.id,
    ...(caller !== undefined && { authorizer: { iam: iamAuthorizer(caller) } }),
    domainName: headerOf(client.headers, 'host') ?? '',
    domainPrefix: url.id,
    http: {
      method: client.method,
      path,
      protocol: client.protocol,
      sourceIp: client.sourceIp,
      userAgent: headerOf(client.headers, 'user-agent') ?? '',
    },
    requestId,
    routeKey: '$default',
    stage: '$default',
    time: formatRequestTime(client.receivedAtMs),
    timeEpoch: client.receivedAtMs,
  };
}
