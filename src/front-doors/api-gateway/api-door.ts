import type { FunctionSuccess } from '../../model/index.js';
import type { ClientResponse } from './client-response.js';
import type { RequestIds, RoutedRequest } from './routed-request.js';

/** How one kind of API speaks: with its functions in events, with its clients in HTTP. Every member is pure. */
export interface ApiDoor {
  newRequestId(): string;
  toEvent(request: RoutedRequest): object;
  toResponse(result: FunctionSuccess, request: RoutedRequest): ClientResponse | MalformedResult;
  /** What the gateway itself answers. */
  refuse(refusal: Refusal, ids: RequestIds): ClientResponse;
}

/** The function's result is not what the API takes; `reason` is for the developer, the client learns nothing of it. */
export interface MalformedResult {
  readonly malformed: string;
}

/**
 * - `no-route`: no path or no verb; `unknown-stage`: the address names another stage than the API has;
 * - `function-error`: the function failed, or its result is malformed;
 * - `throttled`: no concurrency left; `event-too-large`: more than Lambda takes;
 * - `integration-timeout`: no result in the integration's time; `not-callable`: no such function, or Hearth's own failure.
 */
export type Refusal =
  | 'no-route'
  | 'unknown-stage'
  | 'request-too-large'
  | 'event-too-large'
  | 'function-error'
  | 'throttled'
  | 'not-callable'
  | 'integration-timeout';
