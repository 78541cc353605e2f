import type { TargetGroup } from '../../model/index.js';
import type { Header } from '../api-gateway/client-request.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { isTextMediaType } from '../http-api/text-media-types.js';
import { rawQuery } from './matching/raw-query.js';

/** A request as a target gets it: after rewrites, with the headers of `balancedHeaders`. */
export interface BalancedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** The event of a load balancer: nothing is decoded, and its maps hold either single or multiple values (http contract §5.1). */
export function balancedRequestToEvent(group: TargetGroup, request: BalancedRequest): object {
  const { method, path, headers, body } = request;
  const query = rawQuery(request.query);
  const isBase64Encoded = body.length > 0 && !isText(headers);
  return {
    requestContext: { elb: { targetGroupArn: group.arn } },
    httpMethod: method,
    path,
    ...(group.multiValueHeaders
      ? { multiValueQueryStringParameters: allValues(query), multiValueHeaders: allValues(headers) }
      : { queryStringParameters: lastValues(query), headers: lastValues(headers) }),
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/** What a health check sends (Elastic Load Balancing, "Lambda functions as targets"). */
export function healthCheckEvent(group: TargetGroup, path: string): object {
  return balancedRequestToEvent(group, {
    method: 'GET',
    path,
    query: '',
    headers: [['user-agent', 'ELB-HealthChecker/2.0']],
    body: Buffer.alloc(0),
  });
}

function isText(headers: readonly Header[]): boolean {
  const value = (name: string): string | undefined => headers.findLast(([candidate]) => candidate === name)?.[1];
  return value('content-encoding') === undefined && isTextMediaType(value('content-type'));
}
