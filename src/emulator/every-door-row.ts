import type { DoorRow } from '../admin/index.js';
import type { Api, FunctionUrl, LoadBalancer, WebSocketApi } from '../model/index.js';
import { balancerRows } from './balancer-rows.js';
import { doorRows } from './door-rows.js';
import { webSocketRows } from './websocket-rows.js';

/** Every door of a project, or of the registry. */
export interface Doors {
  readonly apis: readonly Api[];
  readonly urls: readonly FunctionUrl[];
  readonly webSocketApis: readonly WebSocketApi[];
  readonly balancers: readonly LoadBalancer[];
}

/**
 * One row for each route of every door; `baseUrl` is where they are served. Merged addresses are those of the APIs' own port; `ownUrl`
 * answers the URL of a door with a port of its own, by id.
 */
export function everyDoorRow(
  { apis, urls, webSocketApis, balancers }: Doors,
  baseUrl: string,
  servesMerged: boolean,
  ownUrl: (id: string) => string | undefined = () => undefined,
): readonly DoorRow[] {
  return [
    ...doorRows(apis, urls, baseUrl, servesMerged, ownUrl),
    ...webSocketRows(webSocketApis, baseUrl, servesMerged),
    ...balancerRows(balancers, baseUrl, ownUrl),
  ];
}
