import type { Header } from '../../api-gateway/client-request.js';

/** Belong to the gateway: a mapping of them is passed by (http contract §2.7). */
const notMappable =
  /^(access-control-.*|apigw-.*|x-amz-.*|x-amzn-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-forwarded-(for|host|proto)|via)$/i;

/** One `append:`, `overwrite:` or `remove:` of a name, on headers or on query parameters. */
export function mapPairs(
  pairs: readonly Header[],
  operation: string,
  name: string,
  value: string | undefined,
  sameName: (a: string, b: string) => boolean,
): Header[] {
  const others = pairs.filter(([other]) => !sameName(other, name));
  if (operation === 'remove') return others;
  if (value === undefined) return [...pairs];
  return operation === 'append' ? [...pairs, [name, value]] : [...others, [name, value]];
}

export function mapHeaders(
  headers: readonly Header[],
  operation: string,
  name: string,
  value: string | undefined,
): Header[] {
  if (notMappable.test(name)) return [...headers];
  return mapPairs(headers, operation, name, value, (a, b) => a.toLowerCase() === b.toLowerCase());
}
