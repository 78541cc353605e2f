import type { RoleSession } from '../../identity/index.js';
import type { Api, HttpApi, RestApi } from '../../model/index.js';
import type { ClientRequest } from './client-request.js';

/** A request that has found its API, its stage and its route. */
export interface RoutedRequest<A extends Api = Api> {
  readonly client: ClientRequest;
  readonly api: A;
  readonly stage: A['stages'][number];
  readonly route: A['routes'][number];
  /** Percent-encoded as sent, without the address of the API and without the stage. */
  readonly path: string;
  /** `/v1` when it came by that base path of a custom domain, empty by a domain that maps every path; absent otherwise. */
  readonly basePath?: string;
  /** Percent-encoded as sent; empty when the route has none. */
  readonly pathParameters: readonly (readonly [name: string, value: string])[];
  readonly ids: RequestIds;
  /** True for TestInvokeMethod: nothing of a client's connection is there. */
  readonly isTest?: boolean;
  /** True when the stage's canary answers. */
  readonly isCanary?: boolean;
  /** What authorization found out; absent before it and on open routes. */
  readonly caller?: Caller;
}

export type RestRequest = RoutedRequest<RestApi>;
export type HttpRequest = RoutedRequest<HttpApi>;

/** Who calls, as events and mappings show it. */
export interface Caller {
  /** `requestContext.authorizer` of a REST API. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
  /** Of an HTTP API's JWT authorizer; `scopes` is null on routes that ask for none. */
  readonly jwt?: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null };
  /** Of an HTTP API's Lambda authorizer. */
  readonly lambda?: { readonly context: Readonly<Record<string, unknown>>; readonly principalId?: string };
  readonly iam?: IamCaller;
  readonly apiKey?: { readonly id: string; readonly value: string };
  /** Key that a Lambda authorizer answered for the usage plan. */
  readonly usageIdentifierKey?: string;
  /** True when the policy of a Lambda authorizer lets it invalidate cached responses. */
  readonly mayInvalidateCache?: boolean;
}

/** The owner of a verified signature. */
export interface IamCaller {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly userArn: string;
  /** Of who signs with an assumed role's key. */
  readonly session?: RoleSession;
}

/** New for every request (http contract §0.9). */
export interface RequestIds {
  /** UUID for REST APIs, 16 base64 characters for HTTP APIs; also a response header. */
  readonly requestId: string;
  /** 16 base64 characters. */
  readonly extendedRequestId: string;
  /** The `X-Amzn-Trace-Id` of the event. */
  readonly traceId: string;
}
