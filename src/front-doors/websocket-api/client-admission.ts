import type http from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClientRequest, ClientRequestHead } from '../api-gateway/client-request.js';
import { headerOf } from '../api-gateway/client-request.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import { createConnectAuthorization } from './authorization/authorize.js';
import type { ConnectedClients, ConnectedClientsNeeds } from './connected-clients.js';
import type { Connection } from './connections/connection.js';
import { loadWebSockets, type OpenWebSocket } from './connections/open-web-socket.js';
import { gatewayMessages } from './gateway-messages.js';
import { newWebSocketId } from './ids.js';
import { isHandshake, refuseUpgrade } from './refuse-upgrade.js';
import { newIds, openConnectRoute } from './route-caller.js';
import type { ConnectCall } from './route-call.js';
import type { FoundStage } from './routing/find-stage.js';
import { routeOf } from './routing/select-route.js';

/** An upgrade request with the stage that it names. */
export interface Arrival {
  readonly request: http.IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly client: ClientRequestHead;
  readonly found: FoundStage | undefined;
}

/** Lets clients in: authorizer, API key and `$connect` decide before the upgrade is answered (http contract §3.1). */
export class ClientAdmission {
  readonly #authorize: ReturnType<typeof createConnectAuthorization>;
  #openWebSocket: Promise<OpenWebSocket> | undefined;

  constructor(
    private readonly needs: DoorNeeds & Pick<ConnectedClientsNeeds, 'callbackDomain'>,
    private readonly clients: ConnectedClients,
  ) {
    this.#authorize = createConnectAuthorization(needs);
  }

  async admit({ request, socket, head, client, found }: Arrival): Promise<void> {
    // A client that goes away while the function runs must not end the process.
    const ignoreError = (): void => undefined;
    socket.on('error', ignoreError);
    if (this.clients.closing) {
      refuseUpgrade(socket, 503, '{"message":"Service Unavailable"}');
      return;
    }
    const arriving = connectionOf(client, found);
    const ids = newIds(headerOf(client.headers, 'x-amzn-trace-id'), client.receivedAtMs);
    const refuse = (status: number, message: string): void => {
      refuseUpgrade(socket, status, gatewayMessages.refused(message, arriving, ids));
    };
    if (!isHandshake(request)) {
      refuse(400, 'Bad Request');
      return;
    }
    if (found?.stage === undefined || found.path !== '/') {
      refuse(403, 'Forbidden');
      return;
    }
    const { api, stage } = found;
    const connection = { ...arriving, domainName: await this.#domainName(arriving, found) };
    const call: ConnectCall = {
      eventType: 'CONNECT',
      api,
      stage,
      route: routeOf(api, '$connect') ?? openConnectRoute,
      connection,
      ids,
      receivedAtMs: client.receivedAtMs,
      client: withoutBody(client),
    };
    const admitted = await this.#askRoute(call, refuse);
    if (admitted === undefined) return;
    const open = await (this.#openWebSocket ??= loadWebSockets());
    socket.off('error', ignoreError);
    this.clients.welcome({ api, stage }, admitted.connection, (onLongFrame) =>
      open({ request, socket, head, protocol: admitted.protocol, onLongFrame }),
    );
  }

  /** A custom domain as the client named it; else where functions call back, for no sandbox reaches the names of this machine. */
  async #domainName({ domainName }: Connection, { api, isCustomDomain }: FoundStage): Promise<string> {
    if (isCustomDomain) return domainName;
    return (await this.needs.callbackDomain?.(api)) ?? domainName;
  }

  /** The connection with what is known of its client, once authorizer and function have let it in. */
  async #askRoute(
    call: ConnectCall,
    refuse: (status: number, message: string) => void,
  ): Promise<{ readonly connection: Connection; readonly protocol: string | undefined } | undefined> {
    const authorization = await this.#authorize(call, this.clients.signal);
    if (!authorization.allowed) {
      const { status, message, reason } = authorization;
      if (reason !== undefined) this.clients.routes.tell(call, `answers ${status}: ${reason}`);
      refuse(status, message);
      return undefined;
    }
    if (!this.clients.routes.takesClient(call)) {
      refuse(429, 'Too Many Requests');
      return undefined;
    }
    const connection = { ...call.connection, caller: authorization.caller };
    const answer = await this.clients.routes.connect({ ...call, connection });
    if (answer === undefined) refuse(502, 'Internal server error');
    else if (answer.status < 200 || answer.status > 299) refuse(answer.status, messageFor(answer.status));
    else return { connection, protocol: answer.protocol };
    return undefined;
  }
}

function connectionOf(client: ClientRequestHead, found: FoundStage | undefined): Connection {
  const userAgent = headerOf(client.headers, 'user-agent');
  return {
    id: newWebSocketId(),
    apiId: found?.api.id ?? '',
    stageName: found?.stage?.name ?? '',
    domainName: headerOf(client.headers, 'host') ?? '',
    sourceIp: client.sourceIp,
    ...(userAgent !== undefined && { userAgent }),
    connectedAtMs: client.receivedAtMs,
    caller: {},
  };
}

function withoutBody(client: ClientRequestHead): ClientRequest {
  return { ...client, body: Buffer.alloc(0) };
}

/** The function's own body does not reach the client. */
function messageFor(status: number): string {
  if (status === 401) return 'Unauthorized';
  return status === 403 ? 'Forbidden' : 'Connection refused';
}
