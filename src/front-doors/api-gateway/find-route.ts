import type { Api, ApiStage } from '../../model/index.js';
import type { ApiRegistry } from '../../registry/index.js';
import { readAddress, splitStage } from './address.js';
import { type ClientRequestHead, headerOf } from './client-request.js';
import { type DomainMatch, findDomain } from './domain-mappings.js';
import { compileRoutes, type RouteMatch, type RouteMatcher } from './routing/match-route.js';

/** Where a request goes, or who refuses it. */
export type RouteSearch =
  | {
      readonly found: true;
      readonly api: Api;
      readonly stage: ApiStage;
      readonly match: RouteMatch;
      readonly method: string;
      readonly path: string;
      /** Of the custom domain that it came by; empty when that maps every path. */
      readonly basePath?: string;
    }
  | { readonly found: false; readonly api: Api; readonly refusal: 'no-route' | 'unknown-stage' }
  /** No API has this address; the message is for the developer. */
  | { readonly found: false; readonly api: undefined; readonly message: string };

export type RouteFinder = (head: ClientRequestHead) => RouteSearch;

/** Finds API and route of each request; an API's routes are compiled when they are first asked for. */
export function createRouteFinder(apis: Pick<ApiRegistry, 'list'>): RouteFinder {
  const compiled = new WeakMap<Api, RouteMatcher>();
  const matcherOf = (api: Api): RouteMatcher => {
    const matcher = compiled.get(api) ?? compileRoutes(api);
    compiled.set(api, matcher);
    return matcher;
  };
  const search = (api: Api, stage: ApiStage | undefined, head: ClientRequestHead, path: string): RouteSearch => {
    if (stage === undefined) return { found: false, api, refusal: 'unknown-stage' };
    const method = methodFor(api, head);
    const match = matcherOf(api)(method, path);
    return match ? { found: true, api, stage, match, method, path } : { found: false, api, refusal: 'no-route' };
  };
  const searchDomain = ({ api, basePath, staged }: DomainMatch<Api>, head: ClientRequestHead): RouteSearch => {
    const found = search(api, staged?.stage, head, staged?.path ?? head.path);
    return found.found ? { ...found, basePath } : found;
  };
  /** As people know it from AWS's own URLs and from serverless-offline: `/<stage>/…` without an address before it. */
  const searchStaged = (head: ClientRequestHead, path: string): RouteSearch | undefined => {
    const searches = apis.list().flatMap((api) => {
      const staged = splitStage(api, path);
      return staged === undefined || staged.stage.name === '$default'
        ? []
        : [search(api, staged.stage, head, staged.path)];
    });
    const best = mostSpecific(searches);
    return best.found ? best : undefined;
  };
  return (head) => {
    const host = headerOf(head.headers, 'host') ?? '';
    const address = readAddress(host, head.path);
    if (address.by === 'merged') {
      const domain = findDomain(apis.list(), host, head.path);
      if (domain !== undefined) return searchDomain(domain, head);
      const searchAll = (asked: ClientRequestHead): RouteSearch => {
        const best = mostSpecific(apis.list().map((api) => search(api, api.stages[0], asked, address.path)));
        return namesFirstSegment(best) ? best : (searchStaged(asked, address.path) ?? best);
      };
      const best = searchAll(head);
      const preflighted = best.found ? undefined : headerOf(head.headers, 'access-control-request-method');
      if (preflighted === undefined) return best;
      // The API whose route is asked about is the one whose CORS rules count.
      const asked = searchAll({ ...head, method: preflighted.toUpperCase() });
      return asked.found ? { found: false, api: asked.api, refusal: 'no-route' } : best;
    }
    const api = apis.list().find(({ id }) => id === address.apiId);
    if (api === undefined) return { found: false, api: undefined, message: `No API has the id "${address.apiId}".` };
    const staged = splitStage(api, address.path);
    return search(api, staged?.stage, head, staged?.path ?? address.path);
  };
}

/** Among the merged APIs the most specific route answers, of equal ones that of the API declared first; so does its refusal. */
function mostSpecific(searches: readonly RouteSearch[]): RouteSearch {
  let best: RouteSearch | undefined;
  for (const candidate of searches) {
    if (best === undefined || isBetter(candidate, best)) best = candidate;
  }
  return best ?? { found: false, api: undefined, message: 'No REST or HTTP API is deployed.' };
}

/** Such a route is meant although a stage may be called like its beginning. */
function namesFirstSegment(search: RouteSearch): boolean {
  return search.found && search.match.specificity.startsWith('0');
}

function isBetter(candidate: RouteSearch, best: RouteSearch): boolean {
  if (!candidate.found) return false;
  return !best.found || candidate.match.specificity < best.match.specificity;
}

/** A REST API lets a header replace the verb (http contract §1.1). */
function methodFor(api: Api, head: ClientRequestHead): string {
  const override = api.kind === 'rest' ? headerOf(head.headers, 'x-http-method-override') : undefined;
  return override?.toUpperCase() ?? head.method;
}
