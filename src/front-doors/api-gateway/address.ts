import type { ApiBase, ApiStage } from '../../model/index.js';
import { decodePercent } from './percent.js';

/** Which API a request is for: one named by the path or the host, or all of them merged at `/`. */
export type Address =
  | { readonly by: 'path' | 'host'; readonly apiId: string; readonly path: string }
  | { readonly by: 'merged'; readonly path: string };

/** Any API with its stages. */
export type StagedApi = Pick<ApiBase, 'id' | 'region' | 'domains'> & { readonly stages: readonly ApiStage[] };

const pathPrefix = '/_aws/execute-api/';
const hostForm = /^([a-z0-9-]+)\.execute-api\./i;

/**
 * - `/_aws/execute-api/<api id>/<stage>/…` on any host;
 * - `http://<api id>.execute-api.<region>.<any domain>/<stage>/…`;
 * - every other request goes to the merged routes, without a stage, as SAM serves them.
 */
export function readAddress(host: string, path: string): Address {
  if (path.startsWith(pathPrefix)) {
    const { first, rest } = splitFirst(path.slice(pathPrefix.length - 1));
    return { by: 'path', apiId: first, path: rest ?? '/' };
  }
  const apiId = hostForm.exec(host)?.[1];
  return apiId === undefined ? { by: 'merged', path } : { by: 'host', apiId: apiId.toLowerCase(), path };
}

/** A stage, and the path behind it. */
export interface StagedPath {
  readonly stage: ApiStage;
  readonly path: string;
}

/**
 * The stage that a path begins with and the path behind it, or undefined when it begins with none of the API's; `$default` may be
 * left out, and of a named stage the merged address is told apart by the caller.
 */
export function splitStage(api: StagedApi, path: string): StagedPath | undefined {
  const { first, rest } = splitFirst(path);
  const name = decodePercent(first);
  const named = api.stages.find((stage) => stage.name === name);
  if (named !== undefined) return { stage: named, path: rest ?? '/' };
  const unnamed = api.stages.find((stage) => stage.name === '$default');
  return unnamed && { stage: unnamed, path };
}

function splitFirst(path: string): { readonly first: string; readonly rest: string | undefined } {
  const [, first = '', rest] = /^\/([^/]*)(\/.*)?$/s.exec(path) ?? [];
  return { first, rest };
}

/** The paths and the hosts under which one stage of an API answers; behind them comes the path of a route. */
export interface ApiAddresses {
  readonly path: string;
  /** Host name and base path, without scheme and port. */
  readonly host: string;
  /** The same of its custom domains. */
  readonly domains: readonly string[];
}

export function apiAddresses(
  api: StagedApi,
  { name }: ApiStage = api.stages[0] ?? { name: '$default', variables: {} },
): ApiAddresses {
  const stage = name === '$default' ? '' : `/${name}`;
  return {
    path: `${pathPrefix}${api.id}${stage}`,
    host: `${api.id}.execute-api.${api.region}.localhost${stage}`,
    domains: (api.domains ?? [])
      .filter((mapping) => mapping.stage === undefined || mapping.stage === name)
      .map((mapping) => `${mapping.domain}${mapping.basePath}${mapping.stage === undefined ? stage : ''}`),
  };
}
