import type { HttpApi } from '../../model/index.js';
import { decodePercent } from './percent.js';

/** Which API a request is for: one named by the path or the host, or all of them merged at `/`. */
export type Address =
  | { readonly by: 'path' | 'host'; readonly apiId: string; readonly path: string }
  | { readonly by: 'merged'; readonly path: string };

const pathPrefix = '/_aws/execute-api/';
const hostForm = /^([a-z0-9-]+)\.execute-api\./i;

/**
 * - `/_aws/execute-api/<api id>/<stage>/…` on any host;
 * - `http://<api id>.execute-api.<region>.<any domain>/<stage>/…`;
 * - every other request goes to the merged routes, without a stage, as SAM serves them.
 */
export function readAddress(host: string, path: string): Address {
  if (path.startsWith(pathPrefix)) {
    const rest = path.slice(pathPrefix.length);
    const slash = rest.indexOf('/');
    if (slash === -1) return { by: 'path', apiId: rest, path: '/' };
    return { by: 'path', apiId: rest.slice(0, slash), path: rest.slice(slash) };
  }
  const apiId = hostForm.exec(host)?.[1];
  return apiId === undefined ? { by: 'merged', path } : { by: 'host', apiId: apiId.toLowerCase(), path };
}

/** The path behind the stage, or undefined when the path does not begin with the API's stage. `$default` may be left out. */
export function withoutStage(api: HttpApi, path: string): string | undefined {
  const [, first = '', rest] = /^\/([^/]*)(\/.*)?$/.exec(path) ?? [];
  if (decodePercent(first) === api.stage) return rest ?? '/';
  return api.stage === '$default' ? path : undefined;
}

/** The paths and the host under which one API answers; behind them comes the path of a route. */
export interface ApiAddresses {
  readonly merged: string;
  readonly path: string;
  /** Host name and base path, without scheme and port. */
  readonly host: string;
}

export function apiAddresses(api: HttpApi): ApiAddresses {
  const stage = api.stage === '$default' ? '' : `/${api.stage}`;
  return {
    merged: '',
    path: `${pathPrefix}${api.id}${stage}`,
    host: `${api.id}.execute-api.${api.region}.localhost${stage}`,
  };
}
