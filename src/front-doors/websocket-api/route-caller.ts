import { messageOf } from '../../base/index.js';
import type { ApiStage, WebSocketApi, WebSocketRoute } from '../../model/index.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import { createBodyValidators } from '../api-gateway/models/body-validators.js';
import type { RequestIds } from '../api-gateway/routed-request.js';
import { RouteThrottles } from '../api-gateway/usage/route-throttles.js';
import { continueTrace } from '../api-gateway/trace-id.js';
import type { Connection } from './connections/connection.js';
import { gatewayMessages } from './gateway-messages.js';
import { newWebSocketId } from './ids.js';
import { createIntegrations } from './integrations/call-integration.js';
import type { FailedIntegration, IntegrationAnswer } from './integrations/integrated.js';
import { webSocketLimits } from './limits.js';
import type { Closed, ConnectCall, MessageCall, RouteCall } from './route-call.js';
import { routeOf, selectRoute } from './routing/select-route.js';
import { validateMessage } from './validate-message.js';

/** Where a connection belongs at this moment: projects change while clients stay. */
export interface Place {
  readonly api: WebSocketApi;
  readonly stage: ApiStage;
}

/** Calls the routes of WebSocket APIs and tells the log what clients do not learn. Nothing here rejects. */
export class RouteCaller {
  readonly #callIntegration: ReturnType<typeof createIntegrations>;
  readonly #validators = createBodyValidators();
  readonly #throttles: RouteThrottles;

  constructor(
    private readonly needs: DoorNeeds,
    private readonly signal: AbortSignal,
  ) {
    this.#callIntegration = createIntegrations(needs);
    this.#throttles = new RouteThrottles(needs.clock);
  }

  /** Whether `$connect` takes one more client now. */
  takesClient(call: ConnectCall): boolean {
    return this.#throttles.lets(call, call.route.routeKey);
  }

  /** What `$connect` says, or undefined when its integration failed. */
  async connect(call: ConnectCall): Promise<IntegrationAnswer | undefined> {
    const integrated = await this.#integrate(call);
    return 'failed' in integrated ? undefined : integrated;
  }

  /** The text that goes back to the sender, if any. */
  async message(place: Place, connection: Connection, body: string): Promise<string | undefined> {
    const ids = newIds(undefined, this.needs.clock.now());
    const messageId = newWebSocketId();
    const receivedAtMs = this.needs.clock.now();
    const arrived = { ...place, connection, ids, receivedAtMs, eventType: 'MESSAGE', messageId, body } as const;
    const route = selectRoute(arrived);
    if (route === undefined) return gatewayMessages.forbidden(connection, ids);
    const call: MessageCall = { ...arrived, route };
    if (!this.#throttles.lets(place, route.routeKey)) return gatewayMessages.throttled(connection, ids);
    const { valid, reason } = await validateMessage(call, this.#validators);
    if (!valid) {
      if (reason !== undefined) this.tell(call, `refuses a message: ${reason}`);
      return gatewayMessages.badBody(connection, messageId);
    }
    const integrated = await this.#integrate(call);
    if ('failed' in integrated) return gatewayMessages.failed(connection, ids);
    if (!route.answersSender || integrated.body === undefined) return undefined;
    if (Buffer.byteLength(integrated.body) <= webSocketLimits.messageBytes) return integrated.body;
    this.tell(call, `makes an answer of more than ${webSocketLimits.messageBytes} bytes`);
    return gatewayMessages.failed(connection, ids);
  }

  /** `$disconnect` is told; what it says counts for nothing. */
  async disconnect({ api, stage }: Place, connection: Connection, closed: Closed): Promise<void> {
    const route = routeOf(api, '$disconnect');
    if (route === undefined) return;
    const receivedAtMs = this.needs.clock.now();
    const ids = newIds(undefined, receivedAtMs);
    await this.#integrate({ eventType: 'DISCONNECT', api, stage, route, connection, ids, receivedAtMs, closed });
  }

  tell({ api, route }: RouteCall, what: string, cause?: unknown): void {
    const fields = cause === undefined ? {} : { error: cause };
    this.needs.logger.warn(`Route "${route.routeKey}" of "${api.logicalId}" ${what}`, fields);
  }

  async #integrate(call: RouteCall): Promise<IntegrationAnswer | FailedIntegration> {
    try {
      const integrated = await this.#callIntegration(call, this.signal);
      if ('failed' in integrated && integrated.reason !== undefined) {
        this.tell(call, `failed: ${integrated.reason}`, integrated.cause);
      }
      return integrated;
    } catch (error) {
      this.needs.logger.error(`Route "${call.route.routeKey}" of "${call.api.logicalId}" failed: ${messageOf(error)}`, {
        error,
      });
      return { failed: 'not-callable' };
    }
  }
}

/** The `$connect` of an API that has none. */
export const openConnectRoute: WebSocketRoute = {
  routeKey: '$connect',
  authorization: { type: 'NONE' },
  apiKeyRequired: false,
  answersSender: false,
  requestModels: {},
};

/** Both ids of a call are the same (http contract §3.2). */
export function newIds(trace: string | undefined, nowMs: number): RequestIds {
  const requestId = newWebSocketId();
  return { requestId, extendedRequestId: requestId, traceId: continueTrace(trace, nowMs) };
}
