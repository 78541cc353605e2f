import type { DoorRow, RouteRow } from '../admin/index.js';
import { UserError } from '../base/index.js';
import { apiAddresses, urlAddresses } from '../front-doors/api-gateway/index.js';
import type { Api, FunctionUrl, WebSocketApi } from '../model/index.js';
import { routesAtRoot } from './routes-at-root.js';
import { shownFunction, shownIntegration } from './shown-function.js';

/** Every route of the APIs and every function URL as a URL that can be called, at `/` where it answers there; `$default` is shown as every path, preflights not at all. */
export function routeRows(
  apis: readonly Api[],
  urls: readonly FunctionUrl[],
  apiUrl: string,
  ownUrl: (id: string) => string | undefined = () => undefined,
): readonly RouteRow[] {
  const ofUrls = urls.map((url) => ({
    method: 'ANY',
    url: `${ownUrl(url.id) ?? `${apiUrl}${urlAddresses(url).path}`}/*`,
    functionName: shownFunction(url.functionReference),
  }));
  const atRoot = routesAtRoot(apis);
  const ofApis = apis.flatMap((api) => {
    const all: readonly Api['routes'][number][] = api.routes;
    const shown = all.filter(({ method, integration }) => method !== 'OPTIONS' || integration.type !== 'MOCK');
    return shown.map((route) => ({
      method: route.method,
      url: `${apiUrl}${atRoot.has(route) ? '' : apiAddresses(api).path}${route.path === '$default' ? '/*' : route.path}`,
      functionName: shownIntegration(route.integration),
    }));
  });
  return [...ofApis, ...ofUrls];
}

/** A rule of a load balancer as a URL that can be called. */
export function routeRowOf({ method, path, urls, function: name }: DoorRow): RouteRow {
  return { method, url: `${urls.port ?? urls.path}${path}`, functionName: name ?? '-' };
}

/**
 * Base URL of one API, stage included: of a WebSocket API the URL that its clients connect to; of another door the port of its own, where
 * it has one.
 */
export function urlOfApi(
  logicalId: string,
  apis: readonly (Api | WebSocketApi)[],
  apiUrl: string | undefined,
  others: readonly DoorRow[] = [],
): string {
  const api = apis.find((candidate) => candidate.logicalId === logicalId || candidate.id === logicalId);
  if (api !== undefined && apiUrl !== undefined) {
    const base = api.kind === 'websocket' ? apiUrl.replace(/^http/, 'ws') : apiUrl;
    return `${base}${apiAddresses(api).path}`;
  }
  const other = others.find((row) => row.logicalId === logicalId || row.apiId === logicalId || row.stage === logicalId);
  if (other !== undefined) return other.urls.port ?? other.urls.path;
  const known = [...new Set([...apis, ...others].map((candidate) => `"${candidate.logicalId}"`))].join(', ');
  throw new UserError(
    `No API "${logicalId}". Give a path that begins with "/", or one of: ${known === '' ? 'none' : known}.`,
  );
}
