import type { HttpApi, HttpRoute } from '../../model/index.js';
import type { ClientRequest } from './client-request.js';

/** A request that has found its API and its route. */
export interface RoutedRequest {
  readonly client: ClientRequest;
  readonly api: HttpApi;
  readonly route: HttpRoute;
  /** Percent-encoded as sent, without the address of the API and without the stage. */
  readonly path: string;
  /** Percent-encoded as sent; empty when the route has none. */
  readonly pathParameters: readonly (readonly [name: string, value: string])[];
  readonly ids: RequestIds;
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
