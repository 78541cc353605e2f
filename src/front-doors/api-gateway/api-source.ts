import { type ApiBase, partitionOf, stableId } from '../../model/index.js';
import type { ServiceCaller } from '../permissions/index.js';
import type { RoutedRequest } from './routed-request.js';

type ApiOwner = Pick<ApiBase, 'id' | 'region' | 'account'>;

/** What an API is to the policy of the function behind one of its routes: `…:<api>/<stage>/<METHOD>/<path of the route>`. */
export function routeSource({ api, stage, route, client }: RoutedRequest): ServiceCaller {
  const path = route.path === '$default' ? '/$default' : `/${client.method}${route.path}`;
  return source(api, `${stage.name}${path}`);
}

/** The same of a WebSocket API: `…:<api>/<stage>/<route key>`. */
export function socketRouteSource(api: ApiOwner, stageName: string, routeKey: string): ServiceCaller {
  return source(api, `${stageName}/${routeKey}`);
}

/** The same for an authorizer's function. */
export function authorizerSource(api: ApiOwner, functionReference: string): ServiceCaller {
  return source(api, `authorizers/${stableId(`${api.id} ${functionReference}`, 6)}`);
}

function source({ id, region, account }: ApiOwner, tail: string): ServiceCaller {
  const sourceArn = `arn:${partitionOf(region)}:execute-api:${region}:${account}:${id}/${tail}`;
  return { service: 'apigateway.amazonaws.com', sourceArn, sourceAccount: account };
}
