import { serviceModel } from './service-model.js';

/** The operation that a method and path mean, with the path's labels as they were sent (decoded once). */
export interface Route {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Matches requests against the paths of the service model, segment by segment. Segments are split before they are decoded, because ARNs
 * carry `%2F`; a trailing slash, which older SDKs send, means nothing.
 */
export class RouteTable {
  readonly #root: Node = newNode();

  constructor() {
    for (const [operation, { method, path }] of Object.entries(serviceModel.operations)) {
      const [pathname = '', query] = path.split('?');
      const node = segmentsOf(pathname).reduce(childFor, this.#root);
      node.leaves.push({ operation, method, labels: labelsOf(pathname), ...(query !== undefined && { query }) });
    }
    // Where a query tells two operations apart, the one that demands it is asked first.
    visit(this.#root, (node) =>
      node.leaves.sort((a, b) => Number(b.query !== undefined) - Number(a.query !== undefined)),
    );
  }

  match(method: string, pathname: string, query: URLSearchParams): Route | undefined {
    const sent = segmentsOf(pathname);
    const found = find(this.#root, sent, []);
    const leaf = found?.node.leaves.find((candidate) => candidate.method === method && hasQuery(candidate, query));
    if (found === undefined || leaf === undefined) return undefined;
    const entries = leaf.labels.map((label, index) => [label, decode(found.values[index] ?? '')]);
    return { operation: leaf.operation, labels: Object.fromEntries(entries) as Record<string, string> };
  }

  /** Whether the path begins as Lambda's paths do, with the date of one of its API versions. */
  isLambdaPath(pathname: string): boolean {
    const [date] = segmentsOf(pathname);
    return date !== undefined && this.#root.literals.has(date);
  }
}

interface Leaf {
  readonly operation: string;
  readonly method: string;
  readonly labels: readonly string[];
  readonly query?: string;
}

interface Node {
  readonly literals: Map<string, Node>;
  label?: Node;
  readonly leaves: Leaf[];
}

function newNode(): Node {
  return { literals: new Map(), leaves: [] };
}

function segmentsOf(pathname: string): readonly string[] {
  const segments = pathname.split('/').slice(1);
  return segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}

function labelsOf(pathname: string): readonly string[] {
  return segmentsOf(pathname)
    .filter(isLabel)
    .map((segment) => segment.slice(1, -1));
}

function isLabel(segment: string): boolean {
  return segment.startsWith('{');
}

function childFor(node: Node, segment: string): Node {
  if (isLabel(segment)) return (node.label ??= newNode());
  const child = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, child);
  return child;
}

function visit(node: Node, callback: (node: Node) => void): void {
  callback(node);
  for (const child of node.literals.values()) visit(child, callback);
  if (node.label !== undefined) visit(node.label, callback);
}

function find(
  node: Node,
  [segment, ...rest]: readonly string[],
  values: readonly string[],
): { readonly node: Node; readonly values: readonly string[] } | undefined {
  if (segment === undefined) return node.leaves.length > 0 ? { node, values } : undefined;
  const literal = node.literals.get(segment);
  const found = literal === undefined ? undefined : find(literal, rest, values);
  if (found !== undefined || node.label === undefined) return found;
  return find(node.label, rest, [...values, segment]);
}

function hasQuery({ query }: Leaf, sent: URLSearchParams): boolean {
  if (query === undefined) return true;
  const [name = '', value] = query.split('=');
  return sent.get(name) === value;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
