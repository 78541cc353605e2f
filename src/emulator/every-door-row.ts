import type { DoorRow } from '../admin/index.js';
import type { Api, FunctionUrl, WebSocketApi } from '../model/index.js';
import { doorRows } from './door-rows.js';
import { webSocketRows } from './websocket-rows.js';

/** Every door of a project, or of the registry. */
export interface Doors {
  readonly apis: readonly Api[];
  readonly urls: readonly FunctionUrl[];
  readonly webSocketApis: readonly WebSocketApi[];
}

/** One row for each route of every door; `baseUrl` is where they are served. Merged addresses are those of the APIs' own port. */
export function everyDoorRow(
  { apis, urls, webSocketApis }: Doors,
  baseUrl: string,
  servesMerged: boolean,
): readonly DoorRow[] {
  return [...doorRows(apis, urls, baseUrl, servesMerged), ...webSocketRows(webSocketApis, baseUrl, servesMerged)];
}
