/** An endpoint of the runtime itself; the id is not checked here. */
export type RuntimeRoute =
  | { readonly endpoint: 'next' | 'init-error' }
  | { readonly endpoint: 'response' | 'error'; readonly requestId: string };

type RouteMatch = RuntimeRoute | { readonly endpoint: 'ping' | 'unknown' | 'method-not-allowed' };

const invocationPrefix = '/2018-06-01/runtime/invocation/';
const nextPath = `${invocationPrefix}next`;
const next: RouteMatch = { endpoint: 'next' };
const fixedPaths: Readonly<Record<string, { readonly method: string; readonly match: RouteMatch }>> = {
  [nextPath]: { method: 'GET', match: next },
  '/2018-06-01/runtime/init/error': { method: 'POST', match: { endpoint: 'init-error' } },
  '/2018-06-01/ping': { method: 'GET', match: { endpoint: 'ping' } },
};

/** Tells the endpoints of runtime contract §1.1 apart; those of SnapStart, extensions and telemetry are unknown so far. */
export function matchRoute(method: string | undefined, url: string | undefined): RouteMatch {
  // Half of all requests; the others are told by what they begin with, since looking a new text up in a table costs more.
  if (url === nextPath && method === 'GET') return next;
  const path = pathOf(url ?? '');
  const fixed = path.startsWith(invocationPrefix) && path !== nextPath ? undefined : fixedPaths[path];
  if (fixed !== undefined) return fixed.method === method ? fixed.match : { endpoint: 'method-not-allowed' };
  if (!path.startsWith(invocationPrefix)) return { endpoint: 'unknown' };
  const slash = path.indexOf('/', invocationPrefix.length);
  const endpoint = slash === -1 ? '' : path.slice(slash + 1);
  if (endpoint !== 'response' && endpoint !== 'error') return { endpoint: 'unknown' };
  if (method !== 'POST') return { endpoint: 'method-not-allowed' };
  return { endpoint, requestId: path.slice(invocationPrefix.length, slash) };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
