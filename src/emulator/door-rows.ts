import type { DoorRow } from '../admin/index.js';
import { addressesOf, atHost } from './addresses-of.js';
import { apiAddresses, urlAddresses } from '../front-doors/api-gateway/index.js';
import type { Api, FunctionUrl, RouteAuthorization } from '../model/index.js';
import { routesAtRoot } from './routes-at-root.js';
import { shownFunction } from './shown-function.js';

/** Every route of the APIs and every function URL; `baseUrl` is where they are served. Merged addresses are those of the APIs' own port. */
export function doorRows(
  apis: readonly Api[],
  urls: readonly FunctionUrl[],
  baseUrl: string,
  servesMerged: boolean,
  ownUrl: (id: string) => string | undefined = () => undefined,
): readonly DoorRow[] {
  const atRoot = routesAtRoot(apis);
  const routes = apis.flatMap((api) =>
    api.stages.flatMap((stage, index) => {
      const isMerged = servesMerged && index === 0;
      const own: readonly Api['routes'][number][] = api.routes;
      return own.map((route): DoorRow => ({
        door: api.kind,
        logicalId: api.logicalId,
        apiId: api.id,
        stage: stage.name,
        method: route.method,
        path: route.path,
        function: 'functionReference' in route.integration ? shownFunction(route.integration.functionReference) : null,
        authorizer: authorizerOf(route.authorization),
        urls: { ...apiUrls(api, stage, baseUrl), ...(isMerged && atRoot.has(route) && { merged: baseUrl }) },
      }));
    }),
  );
  return [...routes, ...urls.map((url) => urlRow(url, baseUrl, ownUrl(url.id)))];
}

function urlRow(url: FunctionUrl, baseUrl: string, port: string | undefined): DoorRow {
  return {
    door: 'url',
    logicalId: url.logicalId ?? '',
    apiId: url.id,
    stage: null,
    method: 'ANY',
    path: '/{proxy+}',
    function: shownFunction(url.functionReference),
    authorizer: url.authType === 'NONE' ? null : url.authType,
    urls: { ...addressesOf(urlAddresses(url), baseUrl), ...(port !== undefined && { port }) },
  };
}

function apiUrls(api: Api, stage: Api['stages'][number], baseUrl: string): DoorRow['urls'] {
  const addresses = apiAddresses(api, stage);
  const domains = addresses.domains.map((host) => atHost(host, baseUrl));
  return { ...addressesOf(addresses, baseUrl), ...(domains.length > 0 && { domains }) };
}

/** The name of an authorizer, or the kind of one without a name. */
export function authorizerOf(authorization: RouteAuthorization): string | null {
  if (authorization.type === 'NONE') return null;
  return authorization.type === 'AUTHORIZER' ? authorization.name : authorization.type;
}
