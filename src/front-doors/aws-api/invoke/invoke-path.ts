/** The two invoking operations by what stands before and after the function in their paths. */
const forms = [
  { operation: 'Invoke', prefix: '/2015-03-31/functions/', suffix: '/invocations' },
  {
    operation: 'InvokeWithResponseStream',
    prefix: '/2021-11-15/functions/',
    suffix: '/response-streaming-invocations',
  },
] as const;

export type InvokingOperation = (typeof forms)[number]['operation'];

/** An invoking request, taken apart without decoding: the function as it stands in the path, and the query. */
export interface InvokePath {
  readonly operation: InvokingOperation;
  readonly functionSegment: string;
  readonly query: string;
}

/** Undefined for everything else; a trailing slash means nothing. This is asked for every request, so it only compares. */
export function parseInvokePath(method: string | undefined, url: string): InvokePath | undefined {
  if (method !== 'POST') return undefined;
  for (const { operation, prefix, suffix } of forms) {
    if (!url.startsWith(prefix)) continue;
    const queryAt = url.indexOf('?', prefix.length);
    const end = queryAt < 0 ? url.length : queryAt;
    const segmentEnd = end - (url[end - 1] === '/' ? 1 : 0) - suffix.length;
    if (segmentEnd <= prefix.length || !url.startsWith(suffix, segmentEnd)) return undefined;
    const functionSegment = url.slice(prefix.length, segmentEnd);
    if (functionSegment.includes('/')) return undefined;
    return { operation, functionSegment, query: queryAt < 0 ? '' : url.slice(queryAt + 1) };
  }
  return undefined;
}
