/** What a member of an answer can be; those that are undefined are left out. */
export type QueryValue =
  string | number | boolean | Date | undefined | readonly QueryValue[] | { readonly [name: string]: QueryValue };

export type QueryResult = Readonly<Record<string, QueryValue>>;

/** One answer in AWS's query protocol: lists are `member` elements, times ISO 8601. */
export function queryResponse(
  action: string,
  namespace: string,
  result: QueryResult | undefined,
  requestId: string,
): string {
  const inner = result === undefined ? '' : element(`${action}Result`, result);
  const metadata = element('ResponseMetadata', { RequestId: requestId });
  return `<${action}Response xmlns="${namespace}">${inner}${metadata}</${action}Response>`;
}

function element(name: string, value: QueryValue): string {
  return value === undefined ? '' : `<${name}>${content(value)}</${name}>`;
}

function content(value: Exclude<QueryValue, undefined>): string {
  if (Array.isArray(value)) return value.map((item: QueryValue) => element('member', item)).join('');
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, part]) => element(name, part))
    .join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
