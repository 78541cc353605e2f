import type { RouteRow } from '../admin/index.js';
import { UserError } from '../base/index.js';
import { apiAddresses } from '../front-doors/api-gateway/index.js';
import type { Api } from '../model/index.js';

/** Every route of the APIs as a URL that can be called; `$default` is shown as every path. */
export function routeRows(apis: readonly Api[], apiUrl: string): readonly RouteRow[] {
  return apis.flatMap(({ routes }) => {
    const shown: readonly Api['routes'][number][] = routes;
    return shown.map(({ method, path, integration }) => ({
      method,
      url: path === '$default' ? `${apiUrl}/*` : `${apiUrl}${path}`,
      functionName: 'functionReference' in integration ? integration.functionReference : integration.type,
    }));
  });
}

/** Base URL of one API, stage included. */
export function urlOfApi(logicalId: string, apis: readonly Api[], apiUrl: string | undefined): string {
  const api = apis.find((candidate) => candidate.logicalId === logicalId || candidate.id === logicalId);
  if (api !== undefined && apiUrl !== undefined) return `${apiUrl}${apiAddresses(api).path}`;
  const known = apis.map((candidate) => `"${candidate.logicalId}"`).join(', ');
  throw new UserError(
    `No API "${logicalId}". Give a path that begins with "/", or one of: ${known === '' ? 'none' : known}.`,
  );
}
