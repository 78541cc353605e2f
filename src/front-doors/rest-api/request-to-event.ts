import type { Header } from '../api-gateway/client-request.js';
import { headerOf } from '../api-gateway/client-request.js';
import { allValues, lastValues } from '../api-gateway/multi-map.js';
import { parseQuery } from '../api-gateway/query.js';
import type { RestRequest } from '../api-gateway/routed-request.js';
import { isBinaryMediaType } from './binary-media-types.js';
import { contextValues, stageVariables } from './context.js';
import { forwardedHeaders } from '../api-gateway/forwarded-headers.js';

/** What parameter mappings add to an event: set by name, whatever the client sent under it. */
export interface EventAdditions {
  readonly headers: readonly Header[];
  readonly query: readonly Header[];
  readonly path: readonly Header[];
}

const nothing: EventAdditions = { headers: [], query: [], path: [] };

/** The AWS_PROXY event of a REST API, payload 1.0, keys in AWS's order; nothing is ever absent (http contract §1.2). */
export function restRequestToEvent(request: RestRequest, additions: EventAdditions = nothing) {
  const { client, route } = request;
  const sent = request.isTest === true ? client.headers : forwardedHeaders(client, request.ids.traceId);
  const headers = withAdditions(sent, additions.headers);
  const query = withAdditions(parseQuery(client.query, /[&;]/), additions.query);
  const parameters = withAdditions(request.pathParameters, additions.path);
  const variables = stageVariables(request);
  const isBinary = isBinaryBody(request);
  return {
    resource: route.path,
    path: shownPath(request),
    httpMethod: client.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: query.length === 0 ? null : lastValues(query),
    multiValueQueryStringParameters: query.length === 0 ? null : allValues(query),
    pathParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    stageVariables: Object.keys(variables).length === 0 ? null : variables,
    requestContext: contextValues(request),
    body: client.body.length === 0 ? null : client.body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  };
}

/** With the base path of a custom domain, without a stage (http contract §1.13). */
function shownPath({ client, path, basePath }: RestRequest): string {
  return basePath === undefined ? path : client.path;
}

/** A request without a content type counts as JSON (http contract §1.5). */
export function isBinaryBody({ client, api }: RestRequest): boolean {
  return isBinaryMediaType(headerOf(client.headers, 'content-type') ?? 'application/json', api.binaryMediaTypes);
}

function withAdditions(pairs: readonly Header[], additions: readonly Header[]): Header[] {
  if (additions.length === 0) return [...pairs];
  const added = new Set(additions.map(([name]) => name));
  return [...pairs.filter(([name]) => !added.has(name)), ...additions];
}
