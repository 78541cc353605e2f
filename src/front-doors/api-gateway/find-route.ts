import type { ApiRegistry } from '../../registry/index.js';
import type { HttpApi } from '../../model/index.js';
import { readAddress, withoutStage } from './address.js';
import { type ClientRequestHead, headerOf } from './client-request.js';
import { compileRoutes, type RouteMatch, type RouteMatcher } from './routing/match-route.js';

/** Where a request goes, or who refuses it. */
export type RouteSearch =
  | {
      readonly found: true;
      readonly api: HttpApi;
      readonly match: RouteMatch;
      readonly method: string;
      readonly path: string;
    }
  | { readonly found: false; readonly api: HttpApi; readonly refusal: 'no-route' | 'unknown-stage' }
  /** No API has this address; the message is for the developer. */
  | { readonly found: false; readonly api: undefined; readonly message: string };

export type RouteFinder = (head: ClientRequestHead) => RouteSearch;

/** Finds API and route of each request; an API's routes are compiled when they are first asked for. */
export function createRouteFinder(apis: ApiRegistry): RouteFinder {
  const compiled = new WeakMap<HttpApi, RouteMatcher>();
  const matcherOf = (api: HttpApi): RouteMatcher => {
    const matcher = compiled.get(api) ?? compileRoutes(api);
    compiled.set(api, matcher);
    return matcher;
  };
  const search = (api: HttpApi, head: ClientRequestHead, path: string): RouteSearch => {
    const method = methodFor(api, head);
    const match = matcherOf(api)(method, path);
    return match ? { found: true, api, match, method, path } : { found: false, api, refusal: 'no-route' };
  };
  return (head) => {
    const address = readAddress(headerOf(head.headers, 'host') ?? '', head.path);
    if (address.by === 'merged') return mostSpecific(apis.list().map((api) => search(api, head, address.path)));
    const api = apis.list().find(({ id }) => id === address.apiId);
    if (api === undefined) return { found: false, api: undefined, message: `No API has the id "${address.apiId}".` };
    const path = withoutStage(api, address.path);
    return path === undefined ? { found: false, api, refusal: 'unknown-stage' } : search(api, head, path);
  };
}

/** Among the merged APIs the most specific route answers, of equal ones that of the API declared first; so does its refusal. */
function mostSpecific(searches: readonly RouteSearch[]): RouteSearch {
  let best: RouteSearch | undefined;
  for (const candidate of searches) {
    if (best === undefined || isBetter(candidate, best)) best = candidate;
  }
  return best ?? { found: false, api: undefined, message: 'No API is deployed.' };
}

function isBetter(candidate: RouteSearch, best: RouteSearch): boolean {
  if (!candidate.found) return false;
  return !best.found || candidate.match.specificity < best.match.specificity;
}

/** A REST API lets a header replace the verb (http contract §1.1). */
function methodFor(api: HttpApi, head: ClientRequestHead): string {
  const override = api.kind === 'rest' ? headerOf(head.headers, 'x-http-method-override') : undefined;
  return override?.toUpperCase() ?? head.method;
}
