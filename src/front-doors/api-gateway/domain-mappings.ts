import type { DomainMapping } from '../../model/index.js';
import { splitStage, type StagedApi, type StagedPath } from './address.js';

/** Where a request to a custom domain goes; `staged` is undefined when no base path, or no stage, fits. */
export interface DomainMatch<A extends StagedApi> {
  readonly api: A;
  /** `/v1`; empty for the mapping of every path. */
  readonly basePath: string;
  readonly staged: StagedPath | undefined;
}

/** The mapping of a host and a path with the longest base path; undefined when the host is no custom domain (http contract §1.13). */
export function findDomain<A extends StagedApi>(
  apis: readonly A[],
  host: string,
  path: string,
): DomainMatch<A> | undefined {
  if (apis.every(({ domains }) => domains === undefined || domains.length === 0)) return undefined;
  const name = host
    .replace(/:\d+$/, '')
    .toLowerCase()
    .replace(/\.localhost$/, '');
  let owner: A | undefined;
  let best: { readonly api: A; readonly mapping: DomainMapping } | undefined;
  for (const api of apis) {
    for (const mapping of api.domains ?? []) {
      if (!namesHost(mapping.domain, name)) continue;
      owner ??= api;
      const fits = path === mapping.basePath || path.startsWith(`${mapping.basePath}/`);
      if (fits && (best === undefined || mapping.basePath.length > best.mapping.basePath.length))
        best = { api, mapping };
    }
  }
  if (best === undefined) return owner && { api: owner, basePath: '', staged: undefined };
  const { api, mapping } = best;
  const rest = path.slice(mapping.basePath.length) || '/';
  return { api, basePath: mapping.basePath, staged: stagedIn(api, mapping, rest) };
}

function stagedIn(api: StagedApi, { stage }: DomainMapping, path: string): StagedPath | undefined {
  if (stage === undefined) return splitStage(api, path);
  const named = api.stages.find(({ name }) => name === stage);
  return named && { stage: named, path };
}

/** `*.example.com` stands for every name one label below it. */
function namesHost(domain: string, name: string): boolean {
  return domain === name || (domain.startsWith('*.') && name.slice(name.indexOf('.')) === domain.slice(1));
}

/** `$context.customDomain.basePathMatched`; undefined when the request came by another address. */
export function matchedBasePath(basePath: string | undefined): string | undefined {
  return basePath === '' ? '(none)' : basePath?.slice(1);
}
