import type { MalformedResult } from '../../src/front-doors/api-gateway/api-door.js';
import type { Header } from '../../src/front-doors/api-gateway/client-request.js';
import type { ClientResponse } from '../../src/front-doors/api-gateway/client-response.js';
import type { RoutedRequest } from '../../src/front-doors/api-gateway/routed-request.js';
import type { FunctionSuccess, HttpApi, HttpRoute } from '../../src/model/index.js';

export function apiOf(api: Partial<HttpApi> = {}): HttpApi {
  return {
    id: 'abcde12345',
    logicalId: 'Api',
    kind: 'rest',
    region: 'eu-west-1',
    account: '123456789012',
    stage: 'test',
    stageVariables: {},
    binaryMediaTypes: [],
    routes: [],
    ...api,
  };
}

export function routeOf(route: Partial<HttpRoute> = {}): HttpRoute {
  return { method: 'GET', path: '/x', functionReference: 'Fn', payloadFormat: '1.0', timeoutMs: 29_000, ...route };
}

/** A request that has found its route; `headers` and `body` are the client's. */
export function routedRequest(
  options: {
    readonly method?: string;
    readonly path?: string;
    readonly query?: string;
    readonly headers?: readonly Header[];
    readonly body?: string | Buffer;
    readonly api?: Partial<HttpApi>;
    readonly route?: Partial<HttpRoute>;
    readonly pathParameters?: readonly (readonly [string, string])[];
  } = {},
): RoutedRequest {
  const { method = 'GET', path = '/x', query = '', headers = [['Host', 'example.com']], body = '' } = options;
  return {
    client: {
      method,
      path,
      query,
      headers,
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
      scheme: 'http',
      port: 3000,
      receivedAtMs: Date.UTC(2026, 2, 9, 19, 3, 8, 5),
    },
    api: apiOf(options.api),
    route: routeOf(options.route),
    path,
    pathParameters: options.pathParameters ?? [],
    ids: {
      requestId: 'request-id',
      extendedRequestId: 'extended-id',
      traceId: 'Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47',
    },
  };
}

/** What tests read of an event by name. */
export interface EventView {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: unknown;
  readonly queryStringParameters: unknown;
  readonly multiValueQueryStringParameters: unknown;
  readonly pathParameters: unknown;
  readonly path: string;
  readonly resource: string;
  readonly rawPath: string;
  readonly routeKey: string;
  readonly stageVariables: unknown;
  readonly requestContext: {
    readonly resourceId: string;
    readonly deploymentId: string;
    readonly http: { readonly path: string };
  };
}

/** A result of a function: text as it is, anything else as JSON. */
export function resultOf(result: unknown): FunctionSuccess {
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return { outcome: 'success', payload: Buffer.from(text), contentType: 'application/json', streamed: false };
}

/** A response with its body as text, or why the result is malformed: every member is there for tests to read. */
export interface ResponseView {
  readonly status?: number;
  readonly headers: readonly Header[];
  readonly body: string;
  readonly malformed?: string;
}

export function viewOf(response: ClientResponse | MalformedResult): ResponseView {
  if ('malformed' in response) return { ...response, headers: [], body: '' };
  return { ...response, body: response.body.toString() };
}
