import type { RestHttpIntegration, RestHttpProxy } from '../../../model/index.js';
import type { BackendRequest } from '../../api-gateway/backend/call-backend.js';
import { withStageVariables } from '../../api-gateway/call-function.js';
import type { Header } from '../../api-gateway/client-request.js';
import { sendableHeaders } from '../../api-gateway/mapped-headers.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { stageVariables } from '../context.js';
import type { EventAdditions } from '../request-to-event.js';
import { passedHeaders } from './passed-headers.js';

type Sent = Omit<BackendRequest, 'timeoutMs' | 'signal'>;

/** HTTP_PROXY: what the client sent, with the mapped parameters over it (http contract §1.4). */
export function proxiedRequest(request: RestRequest, integration: RestHttpProxy, mapped: EventAdditions): Sent {
  const { client } = request;
  const names = new Set(mapped.headers.map(([name]) => name.toLowerCase()));
  const headers = passedHeaders(client.headers).filter(([name]) => !names.has(name.toLowerCase()));
  return {
    method: integration.httpMethod === 'ANY' ? client.method : integration.httpMethod,
    url: urlOf(request, integration.uri, mapped, client.query),
    headers: [...headers, ...sendableHeaders(mapped.headers), ...own(request)],
    body: client.body,
  };
}

/** HTTP: only what is mapped goes out. */
export function mappedRequest(
  request: RestRequest,
  integration: RestHttpIntegration,
  mapped: EventAdditions,
  body: { readonly body: Buffer; readonly contentType: string },
): Sent {
  const given = new Set(mapped.headers.map(([name]) => name.toLowerCase()));
  const defaults: Header[] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${request.api.id}`],
    ...(body.body.length > 0 ? [['Content-Type', body.contentType] as const] : []),
  ];
  return {
    method: integration.httpMethod === 'ANY' ? request.client.method : integration.httpMethod,
    url: urlOf(request, integration.uri, mapped, ''),
    headers: [
      ...defaults.filter(([name]) => !given.has(name.toLowerCase())),
      ...sendableHeaders(mapped.headers),
      ...own(request),
    ],
    body: body.body,
  };
}

function own({ api, ids }: RestRequest): Header[] {
  return [
    ['X-Amzn-Apigateway-Api-Id', api.id],
    ['X-Amzn-Trace-Id', ids.traceId],
  ];
}

function urlOf(request: RestRequest, uri: string, mapped: EventAdditions, clientQuery: string): string {
  const url = new URL(filledUri(request, uri, mapped));
  url.search = [url.search.slice(1), clientQuery, queryOf(mapped)].filter((part) => part !== '').join('&');
  return url.href;
}

/** A URI, or part of one, with its `{parameters}` and stage variables. */
export function filledUri(request: RestRequest, uri: string, mapped: EventAdditions): string {
  const values = new Map([...request.pathParameters, ...mapped.path]);
  return withStageVariables(uri, stageVariables(request)).replace(
    /\{([^}+]+)\+?\}/g,
    (_, name: string) => values.get(name) ?? '',
  );
}

/** The mapped query, encoded. */
export function queryOf({ query }: EventAdditions): string {
  return query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
