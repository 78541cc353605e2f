import type { DoorRow, RouteRow } from '../admin/index.js';
import { apiAddresses } from '../front-doors/api-gateway/index.js';
import type { WebSocketApi } from '../model/index.js';
import { addressesOf, atHost } from './addresses-of.js';
import { authorizerOf } from './door-rows.js';
import { shownFunction, shownIntegration } from './shown-function.js';

/** What stands for the verb of a route that clients reach by a message. */
const method = 'WS';

/** Every route of the WebSocket APIs, under its key in place of a path; the first stage of the first API answers at `/`. */
export function webSocketRows(
  apis: readonly WebSocketApi[],
  baseUrl: string,
  servesMerged: boolean,
): readonly DoorRow[] {
  const base = webSocketUrl(baseUrl);
  return apis.flatMap((api, apiIndex) =>
    api.stages.flatMap((stage, stageIndex) => {
      const isMerged = servesMerged && apiIndex === 0 && stageIndex === 0;
      const addresses = apiAddresses(api, stage);
      const domains = addresses.domains.map((host) => atHost(host, base));
      const urls = {
        ...addressesOf(addresses, base),
        ...(isMerged && { merged: base }),
        ...(domains.length > 0 && { domains }),
      };
      return api.routes.map((route): DoorRow => ({
        door: 'websocket',
        logicalId: api.logicalId,
        apiId: api.id,
        stage: stage.name,
        method,
        path: route.routeKey,
        function: functionOf(route),
        authorizer: route.routeKey === '$connect' ? authorizerOf(route.authorization) : null,
        urls,
      }));
    }),
  );
}

/** What the start-up tells: the URL to connect to, with each route's key behind it. */
export function webSocketRouteRows(apis: readonly WebSocketApi[], apiUrl: string): readonly RouteRow[] {
  return apis.flatMap((api, index) => {
    const base = webSocketUrl(apiUrl);
    const url = index === 0 ? base : `${base}${apiAddresses(api).path}`;
    return api.routes.map((route) => ({
      method,
      url: `${url} ${route.routeKey}`,
      functionName: route.integration === undefined ? '-' : shownIntegration(route.integration),
    }));
  });
}

function functionOf({ integration }: WebSocketApi['routes'][number]): string | null {
  return integration !== undefined && 'functionReference' in integration
    ? shownFunction(integration.functionReference)
    : null;
}

function webSocketUrl(url: string): string {
  return url.replace(/^http/, 'ws');
}
