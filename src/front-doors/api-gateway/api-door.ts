import type { WaitSignal } from '../../base/index.js';
import type http from 'node:http';
import type { Api } from '../../model/index.js';
import type { ClientRequestHead } from './client-request.js';
import type { ClientResponse } from './client-response.js';
import type { RequestIds, RoutedRequest } from './routed-request.js';

/** How one kind of API answers its clients. */
export interface ApiDoor<A extends Api> {
  newRequestId(): string;
  /** What the gateway answers where no route is reached. */
  refuse(refused: RefusedRequest<A>): ClientResponse;
  /** The whole way from authorization to the response. */
  answer(request: RoutedRequest<A>, exchange: Exchange): Promise<Answer>;
}

/** `sent`: the door has written to the client itself. */
export type Answer = ClientResponse | 'sent';

/** A request that reached an API and none of its routes, or whose body is too long. */
export interface RefusedRequest<A extends Api> {
  readonly refusal: EarlyRefusal;
  readonly api: A;
  readonly client: ClientRequestHead;
  readonly ids: RequestIds;
}

/** `no-route`: no path or no verb; `unknown-stage`: the address names another stage than the API has. */
export type EarlyRefusal = 'no-route' | 'unknown-stage' | 'request-too-large';

/** The connection that a request came on. */
export interface Exchange {
  /** Aborts when the client goes away. */
  readonly signal: WaitSignal;
  /** For answers that are streamed; absent where the door was told that none would be. */
  readonly stream?: http.ServerResponse | undefined;
}

/** The function's result is not what the API takes; the reason is for the developer, the client learns nothing of it. */
export interface MalformedResult {
  readonly malformed: string;
}
