import type { Api } from '../../../model/index.js';
import { decodePercent } from '../percent.js';
import { splitPath } from './path-segments.js';
import { buildRouteTree, type CompiledRoute, type RouteNode, routeServing } from './route-tree.js';

export interface RouteMatch {
  readonly route: Api['routes'][number];
  /** As sent, still percent-encoded; empty when the route has none. */
  readonly pathParameters: readonly (readonly [name: string, value: string])[];
  /** One digit a segment, 0 literal, 1 parameter, 2 greedy, `3` for `$default`, then the verb: the lesser text is the more specific match. */
  readonly specificity: string;
}

/** Finds the route for a verb and an encoded path without its stage. */
export type RouteMatcher = (method: string, path: string) => RouteMatch | undefined;

export function compileRoutes(api: Api): RouteMatcher {
  const routes: readonly Api['routes'][number][] = api.routes;
  const tree = buildRouteTree(routes.filter((route) => route.path !== '$default'));
  const fallback = routes.find((route) => route.path === '$default');
  const find = api.kind === 'rest' ? findInRestApi : findInHttpApi;
  return (method, path) => {
    const segments = splitPath(path);
    const decoded = segments.map(decodePercent);
    const found = find(tree, method, decoded);
    if (found !== undefined) return describe(found, segments);
    if (fallback === undefined) return undefined;
    return { route: fallback, pathParameters: [], specificity: '3' };
  };
}

/** Segment by segment the literal, then `{name}`, then `{name+}`; a place that does not serve the verb is passed by (http contract §1.1). */
function findInRestApi(node: RouteNode, method: string, segments: readonly string[]): CompiledRoute | undefined {
  return walk(node, segments, 0, (end) => routeServing(end, method), true);
}

/** A full match first, then the greedy route with the longest prefix (http contract §2.1). */
function findInHttpApi(node: RouteNode, method: string, segments: readonly string[]): CompiledRoute | undefined {
  const full = walk(node, segments, 0, (end) => routeServing(end, method), false);
  if (full !== undefined) return full;
  for (let prefix = segments.length - 1; prefix >= 0; prefix -= 1) {
    if (!isTakenByGreedy(segments, prefix)) continue;
    const serve = (end: RouteNode) => end.greedy && routeServing(end.greedy, method);
    const found = walk(node, segments.slice(0, prefix), 0, serve, false);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Depth first in order of specificity; `serve` decides at each place where the path may end. */
function walk(
  node: RouteNode,
  segments: readonly string[],
  depth: number,
  serve: (end: RouteNode) => CompiledRoute | undefined,
  throughGreedy: boolean,
): CompiledRoute | undefined {
  const segment = segments[depth];
  if (segment === undefined) return serve(node);
  const children = segment === '' ? [] : [node.literals.get(segment), node.parameter];
  for (const child of children) {
    const found = child && walk(child, segments, depth + 1, serve, throughGreedy);
    if (found !== undefined) return found;
  }
  const greedy = throughGreedy && isTakenByGreedy(segments, depth) ? node.greedy : undefined;
  return greedy && serve(greedy);
}

/** A greedy parameter takes empty segments too, but never nothing at all. */
function isTakenByGreedy(segments: readonly string[], from: number): boolean {
  return segments.length > from + 1 || segments[from] !== '';
}

const ranks = { literal: '0', parameter: '1', greedy: '2' } as const;

function describe({ route, pattern }: CompiledRoute, segments: readonly string[]): RouteMatch {
  const pathParameters: [string, string][] = [];
  for (const [index, part] of pattern.entries()) {
    if (part.kind === 'parameter') pathParameters.push([part.name, segments[index] ?? '']);
    if (part.kind === 'greedy') pathParameters.push([part.name, segments.slice(index).join('/')]);
  }
  const shape = pattern.map((part) => ranks[part.kind]).join('');
  return { route, pathParameters, specificity: `${shape} ${route.method === 'ANY' ? 'b' : 'a'}` };
}
