import { partitionOf } from '../../../model/index.js';
import { forwardedHeaders } from '../../api-gateway/forwarded-headers.js';
import { allValues, lastValues } from '../../api-gateway/multi-map.js';
import { parseQuery } from '../../api-gateway/query.js';
import { routeCallContext } from '../request-context.js';
import { headerMaps } from '../request-to-event.js';
import type { ConnectCall } from '../route-call.js';

/** What a REQUEST authorizer of a WebSocket API gets; empty maps are there (http contract §3.2). */
export function authorizerEvent(call: ConnectCall): Readonly<Record<string, unknown>> {
  const query = parseQuery(call.client.query, /&/);
  return {
    type: 'REQUEST',
    methodArn: connectArn(call),
    ...headerMaps([
      ['Connection', 'upgrade'],
      ['content-length', '0'],
      ...forwardedHeaders(call.client, call.ids.traceId),
      ['Upgrade', 'websocket'],
    ]),
    queryStringParameters: lastValues(query),
    multiValueQueryStringParameters: allValues(query),
    stageVariables: call.stage.variables,
    requestContext: routeCallContext(call),
  };
}

/** What a policy must allow. */
export function connectArn({ api, stage }: ConnectCall): string {
  return `arn:${partitionOf(api.region)}:execute-api:${api.region}:${api.account}:${api.id}/${stage.name}/$connect`;
}
