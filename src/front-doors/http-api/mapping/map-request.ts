import type { Header } from '../../api-gateway/client-request.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import { mapHeaders, mapPairs } from './map-headers.js';
import { render, selectFromRequest } from './selection.js';

/** What an integration gets instead of what the client sent. */
export interface MappedRequest {
  readonly headers: readonly Header[];
  readonly query: string;
  /** Set by `overwrite:path`. */
  readonly path?: string;
}

/** Applies `requestParameters`; every value is read from the request as it came. */
export function mapRequest(request: HttpRequest, parameters: Readonly<Record<string, string>>): MappedRequest {
  if (isEmpty(parameters)) return { headers: request.client.headers, query: request.client.query };
  let { headers } = request.client as { headers: readonly Header[] };
  let query: readonly Header[] | undefined;
  let path: string | undefined;
  for (const [key, template] of Object.entries(parameters)) {
    const [, operation = '', place = '', , name = ''] =
      /^(append|overwrite|remove):(header|querystring|path)(\.(.+))?$/.exec(key) ?? [];
    const value = render(template, (expression) => selectFromRequest(expression, request));
    if (place === 'header') headers = mapHeaders(headers, operation, name, value);
    if (place === 'querystring') {
      query = mapPairs(query ?? parseQuery(request.client.query, /&/), operation, name, value, (a, b) => a === b);
    }
    if (place === 'path' && value !== undefined) path = value.startsWith('/') ? value : `/${value}`;
  }
  return {
    headers,
    query: query === undefined ? request.client.query : formatQuery(query),
    ...(path !== undefined && { path }),
  };
}

function isEmpty(parameters: object): boolean {
  for (const _ in parameters) return false;
  return true;
}

function formatQuery(pairs: readonly Header[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
