import type { ApiStage, WebSocketApi, WebSocketRoute } from '../../model/index.js';
import type { ClientRequest } from '../api-gateway/client-request.js';
import type { RequestIds } from '../api-gateway/routed-request.js';
import type { Connection } from './connections/connection.js';

/** One call of one route. */
export type RouteCall = ConnectCall | MessageCall | DisconnectCall;

interface AnyCall {
  readonly api: WebSocketApi;
  readonly stage: ApiStage;
  readonly route: WebSocketRoute;
  readonly connection: Connection;
  readonly ids: RequestIds;
  readonly receivedAtMs: number;
}

/** The upgrade request. */
export interface ConnectCall extends AnyCall {
  readonly eventType: 'CONNECT';
  readonly client: ClientRequest;
}

export interface MessageCall extends AnyCall {
  readonly eventType: 'MESSAGE';
  readonly messageId: string;
  readonly body: string;
}

export interface DisconnectCall extends AnyCall {
  readonly eventType: 'DISCONNECT';
  readonly closed: Closed;
}

/** A call whose route is still to be found. */
export type CallToRoute = Omit<ConnectCall, 'route'> | Omit<MessageCall, 'route'> | Omit<DisconnectCall, 'route'>;

/** How a connection ended: the code and the reason of RFC 6455. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}
