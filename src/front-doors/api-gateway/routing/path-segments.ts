/** The segments of a path without its leading and one trailing slash: `/` and `''` have none, `/a//b/` has `a`, `''`, `b`. */
export function splitPath(path: string): string[] {
  const inner = path.replace(/^\//, '').replace(/\/$/, '');
  return inner === '' ? [] : inner.split('/');
}

/** What one segment of a route's path takes. */
export type SegmentPattern =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

export function parseSegmentPattern(segment: string): SegmentPattern {
  const name = /^\{(.+?)(\+?)\}$/.exec(segment);
  if (name?.[1] === undefined) return { kind: 'literal', text: segment };
  return { kind: name[2] === '+' ? 'greedy' : 'parameter', name: name[1] };
}
