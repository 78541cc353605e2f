import type { Api } from '../../../model/index.js';
import { parseSegmentPattern, type SegmentPattern, splitPath } from './path-segments.js';

/** A route whose path has been taken apart. */
export interface CompiledRoute {
  readonly route: Api['routes'][number];
  readonly pattern: readonly SegmentPattern[];
}

/** One place in the tree of an API's paths; several routes end here, one for each verb. */
export interface RouteNode {
  readonly literals: Map<string, RouteNode>;
  parameter?: RouteNode;
  /** Takes every segment that is left, at least one; has no children. */
  greedy?: RouteNode;
  readonly byMethod: Map<string, CompiledRoute>;
}

/** The tree of `routes`; of two routes with the same verb and the same shape of path the first stays. */
export function buildRouteTree(routes: readonly Api['routes'][number][]): RouteNode {
  const root = emptyNode();
  for (const route of routes) {
    const pattern = splitPath(route.path).map(parseSegmentPattern);
    const end = pattern.reduce(descend, root);
    if (!end.byMethod.has(route.method)) end.byMethod.set(route.method, { route, pattern });
  }
  return root;
}

/** The route of this place that serves `method`; a verb of its own beats `ANY`. */
export function routeServing(node: RouteNode, method: string): CompiledRoute | undefined {
  return node.byMethod.get(method) ?? (anyVerbs.has(method) ? node.byMethod.get('ANY') : undefined);
}

/** What `ANY` stands for (http contract §1.1). */
const anyVerbs = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

function descend(node: RouteNode, segment: SegmentPattern): RouteNode {
  switch (segment.kind) {
    case 'literal': {
      const child = node.literals.get(segment.text) ?? emptyNode();
      node.literals.set(segment.text, child);
      return child;
    }
    case 'parameter':
      return (node.parameter ??= emptyNode());
    case 'greedy':
      return (node.greedy ??= emptyNode());
  }
}

function emptyNode(): RouteNode {
  return { literals: new Map(), byMethod: new Map() };
}
