import type { RouteRow } from '../admin/index.js';
import { UserError } from '../base/index.js';
import { apiAddresses, urlAddresses } from '../front-doors/api-gateway/index.js';
import type { Api, FunctionUrl, WebSocketApi } from '../model/index.js';

/** Every route of the APIs and every function URL as a URL that can be called; `$default` is shown as every path, preflights not at all. */
export function routeRows(apis: readonly Api[], urls: readonly FunctionUrl[], apiUrl: string): readonly RouteRow[] {
  const ofUrls = urls.map((url) => ({
    method: 'ANY',
    url: `${apiUrl}${urlAddresses(url).path}/*`,
    functionName: url.functionReference,
  }));
  const ofApis = apis.flatMap(({ routes }) => {
    const all: readonly Api['routes'][number][] = routes;
    const shown = all.filter(({ method, integration }) => method !== 'OPTIONS' || integration.type !== 'MOCK');
    return shown.map(({ method, path, integration }) => ({
      method,
      url: path === '$default' ? `${apiUrl}/*` : `${apiUrl}${path}`,
      functionName: 'functionReference' in integration ? integration.functionReference : integration.type,
    }));
  });
  return [...ofApis, ...ofUrls];
}

/** Base URL of one API, stage included: of a WebSocket API the URL that its clients connect to. */
export function urlOfApi(logicalId: string, apis: readonly (Api | WebSocketApi)[], apiUrl: string | undefined): string {
  const api = apis.find((candidate) => candidate.logicalId === logicalId || candidate.id === logicalId);
  if (api !== undefined && apiUrl !== undefined) {
    const base = api.kind === 'websocket' ? apiUrl.replace(/^http/, 'ws') : apiUrl;
    return `${base}${apiAddresses(api).path}`;
  }
  const known = apis.map((candidate) => `"${candidate.logicalId}"`).join(', ');
  throw new UserError(
    `No API "${logicalId}". Give a path that begins with "/", or one of: ${known === '' ? 'none' : known}.`,
  );
}
