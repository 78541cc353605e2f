import type { MalformedResult } from '../../src/front-doors/api-gateway/api-door.js';
import type { ClientRequest, Header } from '../../src/front-doors/api-gateway/client-request.js';
import type { ClientResponse } from '../../src/front-doors/api-gateway/client-response.js';
import type { Caller, HttpRequest, RestRequest } from '../../src/front-doors/api-gateway/routed-request.js';
import type { Api, FunctionSuccess, HttpApi, HttpRoute, RestApi, RestMethod } from '../../src/model/index.js';

/** A route with a Lambda proxy integration unless it says otherwise; what a kind of API does not know is left out. */
export type RouteSketch = Partial<
  Omit<RestMethod, 'integration'> & {
    readonly functionReference: string;
    readonly payloadFormat: '1.0' | '2.0';
    readonly timeoutMs: number;
    readonly streams: boolean;
    readonly integration: RestMethod['integration'] | HttpRoute['integration'];
  }
>;

/** An API with one stage unless it says otherwise. */
export type ApiSketch = Partial<Omit<RestApi, 'kind' | 'routes' | 'authorizers'>> & {
  readonly kind?: Api['kind'];
  readonly stage?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly routes?: readonly RouteSketch[];
  readonly authorizers?: RestApi['authorizers'] | HttpApi['authorizers'];
  readonly cors?: NonNullable<HttpApi['cors']>;
};

export function apiOf(sketch: ApiSketch = {}): Api {
  return sketch.kind === 'http' ? httpApiOf(sketch) : restApiOf(sketch);
}

export function restApiOf(sketch: ApiSketch = {}): RestApi {
  const { stage, stageVariables, routes, ...rest } = sketch;
  return {
    ...identity,
    binaryMediaTypes: [],
    models: {},
    gatewayResponses: {},
    apiKeySource: 'HEADER',
    usagePlans: [],
    stages: [{ name: stage ?? 'test', variables: stageVariables ?? {} }],
    ...rest,
    authorizers: (rest.authorizers ?? {}) as RestApi['authorizers'],
    kind: 'rest',
    routes: (routes ?? []).map(methodOf),
  };
}

export function httpApiOf({ stage, stageVariables, routes, ...rest }: ApiSketch = {}): HttpApi {
  const { id = identity.id, logicalId = identity.logicalId, cors } = rest;
  return {
    ...identity,
    id,
    logicalId,
    kind: 'http',
    stages: rest.stages ?? [{ name: stage ?? 'test', variables: stageVariables ?? {} }],
    authorizers: (rest.authorizers ?? {}) as HttpApi['authorizers'],
    routes: (routes ?? []).map(httpRouteOf),
    ...(cors !== undefined && { cors }),
  };
}

const identity = { id: 'abcde12345', logicalId: 'Api', region: 'eu-west-1', account: '123456789012' };

export function routeOf(route: RouteSketch = {}): RouteSketch {
  return { method: 'GET', path: '/x', ...route };
}

function methodOf({ functionReference = 'Fn', timeoutMs = 29_000, streams = false, ...rest }: RouteSketch): RestMethod {
  const proxy = {
    type: 'AWS_PROXY',
    functionReference,
    timeoutMs,
    streams,
    httpMethod: 'POST',
    requestParameters: {},
  } as const;
  return {
    method: 'GET',
    path: '/x',
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    validates: { body: false, parameters: false },
    ...rest,
    integration: (rest.integration ?? proxy) as RestMethod['integration'],
  };
}

function httpRouteOf(sketch: RouteSketch): HttpRoute {
  const { method = 'GET', path = '/x', functionReference = 'Fn', payloadFormat = '1.0', timeoutMs = 30_000 } = sketch;
  const proxy = {
    type: 'AWS_PROXY',
    functionReference,
    payloadFormat,
    timeoutMs,
    requestParameters: {},
    responseParameters: {},
  };
  return {
    method,
    path,
    authorization: sketch.authorization ?? { type: 'NONE' },
    integration: (sketch.integration ?? proxy) as HttpRoute['integration'],
  };
}

export interface RequestSketch {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: readonly Header[];
  readonly body?: string | Buffer;
  readonly api?: ApiSketch;
  readonly route?: RouteSketch;
  readonly pathParameters?: readonly (readonly [string, string])[];
  readonly caller?: Caller;
}

/** A request to a REST API that has found its route; `headers` and `body` are the client's. */
export function routedRequest(sketch: RequestSketch = {}): RestRequest {
  const api = restApiOf({ ...sketch.api, routes: [sketch.route ?? {}] });
  const [route] = api.routes;
  const [stage] = api.stages;
  if (route === undefined || stage === undefined) throw new Error('The API has neither route nor stage.');
  return { ...arrival(sketch), api, route, stage };
}

/** The same of an HTTP API. */
export function routedHttpRequest(sketch: RequestSketch = {}): HttpRequest {
  const api = httpApiOf({ ...sketch.api, routes: [sketch.route ?? {}] });
  const [route] = api.routes;
  const [stage] = api.stages;
  if (route === undefined || stage === undefined) throw new Error('The API has neither route nor stage.');
  return { ...arrival(sketch), api, route, stage };
}

function arrival(
  sketch: RequestSketch,
): Pick<RestRequest, 'client' | 'path' | 'pathParameters' | 'ids'> & { caller?: Caller } {
  return {
    client: clientRequest(sketch),
    path: sketch.path ?? '/x',
    pathParameters: sketch.pathParameters ?? [],
    ids: {
      requestId: 'request-id',
      extendedRequestId: 'extended-id',
      traceId: 'Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47',
    },
    ...(sketch.caller !== undefined && { caller: sketch.caller }),
  };
}

/** What a client sent. */
export function clientRequest(sketch: RequestSketch = {}): ClientRequest {
  const { method = 'GET', path = '/x', query = '', headers = [['Host', 'example.com']], body = '' } = sketch;
  return {
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
