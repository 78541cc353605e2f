import type http from 'node:http';
import type { Duplex } from 'node:stream';
import { type HttpListener, messageOf, type WholeRequest } from '../../base/index.js';
import { type ClientRequestHead, headerOf, readRequestHead } from '../api-gateway/client-request.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';
import { sendAnswer } from '../api-gateway/exchange.js';
import { readBody } from '../api-gateway/read-body.js';
import type { UpgradeTaker } from './accept-upgrades.js';
import { ClientAdmission } from './client-admission.js';
import { ConnectedClients, type ConnectedClientsNeeds } from './connected-clients.js';
import { webSocketLimits } from './limits.js';
import { answerManagement, payloadTooLarge } from './management/answer-management.js';
import { type ManagementRequest, readManagementRequest } from './management/management-request.js';
import { refuseUpgrade } from './refuse-upgrade.js';
import { findStage, type FoundStage } from './routing/find-stage.js';

export type WebSocketDoorNeeds = ConnectedClientsNeeds;

/** API Gateway's WebSocket API. Disposing it closes every connection with 1001 and waits for `$disconnect`. */
export interface WebSocketDoor extends UpgradeTaker, AsyncDisposable {
  /** Answers `@connections` and what else names a WebSocket API, and leaves the rest to `next`. */
  before(next: HttpListener): HttpListener;
}

export function createWebSocketDoor(needs: WebSocketDoorNeeds): WebSocketDoor {
  const { clock, logger, registry } = needs;
  const clients = new ConnectedClients(needs);
  const admission = new ClientAdmission(needs, clients);
  const stageOf = (head: ClientRequestHead) => findStage(registry.apis.webSocketApis(), head);
  const headOf = (request: http.IncomingMessage | WholeRequest): ClientRequestHead =>
    readRequestHead(request, clock.now());
  const manage = async (
    request: http.IncomingMessage,
    head: ClientRequestHead,
    asked: ManagementRequest,
  ): Promise<ClientResponse | 'sent'> => {
    const body = await readBody(request, webSocketLimits.messageBytes).catch(() => 'gone' as const);
    if (body === 'gone') return 'sent';
    if (body === undefined) return payloadTooLarge();
    return answerManagement(asked, { ...head, body }, clients.open, needs.authorization.disabled);
  };
  /** What is asked of `@connections`, `other` for what else names a WebSocket API, undefined for what is none of theirs. */
  const askedBy = (request: http.IncomingMessage | WholeRequest): ManagementRequest | 'other' | undefined => {
    const apis = registry.apis.webSocketApis();
    if (apis.length === 0) return undefined;
    const head = headOf(request);
    const asked = readManagementRequest(head, apis);
    if (asked !== undefined && namesNoOtherApi(asked, apis)) return asked;
    return isForWebSockets(head, stageOf(head)) ? 'other' : undefined;
  };
  return {
    takesUpgrade(request) {
      return /^websocket$/i.test(request.headers.upgrade ?? '') && stageOf(headOf(request)) !== undefined;
    },
    upgrade(request, socket: Duplex, head) {
      const client = headOf(request);
      admission.admit({ request, socket, head, client, found: stageOf(client) }).catch((error: unknown) => {
        logger.error(`A WebSocket client could not connect: ${messageOf(error)}`, { error });
        refuseUpgrade(socket, 500, '{"message": "Internal server error"}');
      });
    },
    before(next) {
      const listener: http.RequestListener = (request, response) => {
        const asked = askedBy(request);
        if (asked === undefined) next(request, response);
        else if (asked === 'other') sendAnswer({ request, response }, upgradeRequired());
        else {
          void manage(request, headOf(request), asked).then((answered) => {
            sendAnswer({ request, response }, answered);
          });
        }
      };
      const { quick } = next;
      return Object.assign(listener, {
        ...(quick !== undefined && {
          quick: (...[request, response]: Parameters<typeof quick>) =>
            askedBy(request) === undefined && quick(request, response),
        }),
      });
    },
    [Symbol.asyncDispose]: () => clients[Symbol.asyncDispose](),
  };
}

/** `@connections` may be a path of some other API, which its address names. */
function namesNoOtherApi({ apiId }: ManagementRequest, apis: readonly { readonly id: string }[]): boolean {
  return apiId === undefined || apis.some(({ id }) => id === apiId);
}

/** The merged address is also that of the other APIs. */
function isForWebSockets(head: ClientRequestHead, found: FoundStage | undefined): boolean {
  if (found === undefined) return false;
  if (found.isCustomDomain) return true;
  const host = headerOf(head.headers, 'host') ?? '';
  return head.path.startsWith('/_aws/execute-api/') || /^[a-z0-9-]+\.execute-api\./i.test(host);
}

/** A WebSocket API has nothing for other requests (http contract §3.1; the words are RFC 9110's). */
function upgradeRequired(): ClientResponse {
  return jsonResponse(426, '{"message":"Upgrade Required"}', [['Upgrade', 'websocket']]);
}
