import type { QueryParameters } from './query-parameters.js';
import type { QueryResult, QueryValue } from './query-response.js';

/** IAM's own page where the caller names none. */
const usualPage = 100;

/** One page of a list that is sorted by `nameOf`; the marker is the last name of the page before. */
export function page<T>(
  items: readonly T[],
  parameters: QueryParameters,
  {
    member,
    nameOf,
    show,
  }: { readonly member: string; readonly nameOf: (item: T) => string; readonly show: (item: T) => QueryValue },
): QueryResult {
  const marker = parameters.get('Marker');
  const size = Math.max(1, parameters.wholeNumber('MaxItems') ?? usualPage);
  const after = marker === undefined ? items : items.filter((item) => nameOf(item) > marker);
  const shown = after.slice(0, size);
  const last = shown.at(-1);
  const isTruncated = after.length > shown.length && last !== undefined;
  return {
    [member]: shown.map(show),
    IsTruncated: isTruncated,
    ...(isTruncated && { Marker: nameOf(last) }),
  };
}
