import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ListeningServer, listenHttp } from '../../base/index.js';
import { AdmittedPeers, type Verdict } from './admitted-peers.js';
import { serveChannel } from './channel/serve-channel.js';
import { containerError, replyError, replyText, truncatedReply } from './replies.js';
import { matchRoute, type RuntimeRoute } from './routes.js';
import type { RuntimeApi, RuntimeApiRoute, RuntimeSession, RuntimeSessionListener } from './runtime-api.js';
import { takeInvocationError } from './runtime/error.js';
import { takeInitError } from './runtime/init-error.js';
import { answerNext } from './runtime/next.js';
import { QuickConnection } from './runtime/quick-connection.js';
import { takeResponse } from './runtime/response.js';
import { LiveRuntimeSession } from './runtime/session.js';

/** Opens the listener of one sandbox on a free port of `route.bindAddress`. */
export async function openRuntimeApi(route: RuntimeApiRoute): Promise<RuntimeApi> {
  const api = new ListeningRuntimeApi(route);
  await api.listen();
  return api;
}

interface Connection {
  /** The session that was current when the connection was made: a connection never outlives its runtime. */
  readonly session: LiveRuntimeSession | undefined;
  /** Serves it for as long as its requests are the usual ones. */
  readonly quick: QuickConnection | undefined;
  /** It stays so: when the addresses change, all connections are cut. */
  isAdmitted: boolean;
}

interface WaitingRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

class ListeningRuntimeApi implements RuntimeApi {
  readonly #peers: AdmittedPeers;
  readonly #connections = new Map<Socket, Connection>();
  #waiting: WaitingRequest[] = [];
  #current: LiveRuntimeSession | undefined;
  #listening: ListeningServer | undefined;

  constructor(private readonly route: RuntimeApiRoute) {
    this.#peers = new AdmittedPeers(route.sandboxesHaveAddresses);
  }

  get address(): string {
    return `${this.route.sandboxFacingHost}:${String(this.#listening?.port)}`;
  }

  async listen(): Promise<void> {
    this.#listening = await listenHttp((request, response) => this.#receive(request, response), {
      host: this.route.bindAddress,
      port: 0,
    });
    const { server } = this.#listening;
    // The first listener is `node:http` itself; it is called for the connections that it shall serve.
    const [listener] = server.listeners('connection') as [(socket: Socket) => void];
    server.off('connection', listener);
    const serveByHttp = listener.bind(server);
    server.on('connection', (socket: Socket) => {
      const session = this.#current;
      const quick = this.#serveQuickly(socket, session, serveByHttp);
      if (quick === undefined) serveByHttp(socket);
      this.#connections.set(socket, { session, quick, isAdmitted: false });
      socket.once('close', () => {
        this.#connections.delete(socket);
        session?.forgetConnection(socket);
      });
    });
    server.on('clientError', answerBrokenRequest);
  }

  admitPeers(addresses: readonly string[]): void {
    this.#peers.admit(addresses);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { quick } of this.#connections.values()) quick?.decide();
    for (const { request, response } of waiting) {
      if (!request.socket.destroyed) this.#receive(request, response);
    }
  }

  openSession(listener: RuntimeSessionListener): RuntimeSession {
    this.#current?.close();
    for (const socket of this.#connections.keys()) socket.destroy();
    // A runtime started again may come from another address.
    this.#peers.forget();
    this.#current = new LiveRuntimeSession(listener);
    return this.#current;
  }

  serve(channel: Duplex): void {
    if (this.#current === undefined) channel.destroy();
    else serveChannel(this.#current, channel);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#current?.close();
    await this.#listening?.[Symbol.asyncDispose]();
  }

  #serveQuickly(
    socket: Socket,
    session: LiveRuntimeSession | undefined,
    serveByHttp: (socket: Socket) => void,
  ): QuickConnection | undefined {
    if (session === undefined) return undefined;
    const verdict = (): Verdict => this.#peers.verdict(socket.remoteAddress);
    return new QuickConnection(socket, { session, verdict, serveByHttp });
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.get(request.socket);
    if (connection?.isAdmitted === true) {
      answer(connection.session, request, response);
      return;
    }
    switch (this.#peers.verdict(request.socket.remoteAddress)) {
      case 'admitted':
        if (connection !== undefined) connection.isAdmitted = true;
        answer(connection?.session, request, response);
        return;
      case 'undecided':
        this.#waiting.push({ request, response });
        return;
      case 'refused':
        request.socket.destroy();
    }
  }
}

function answer(session: LiveRuntimeSession | undefined, request: IncomingMessage, response: ServerResponse): void {
  const route = matchRoute(request.method, request.url);
  switch (route.endpoint) {
    case 'ping':
      replyText(response, 200, 'text/plain; charset=utf-8', 'pong');
      return;
    case 'unknown':
      replyText(response, 404, 'text/plain; charset=utf-8', '404 page not found\n');
      return;
    case 'method-not-allowed':
      replyText(response, 405, 'text/plain; charset=utf-8', '');
      return;
    case 'next':
    case 'response':
    case 'error':
    case 'init-error':
      if (session === undefined) replyError(response, containerError);
      else answerRuntime(session, route, request, response);
  }
}

function answerRuntime(
  session: LiveRuntimeSession,
  route: RuntimeRoute,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (route.endpoint) {
    case 'next':
      answerNext(session, response);
      return;
    case 'response':
      takeResponse(session, route.requestId, request, response);
      return;
    case 'error':
      takeInvocationError(session, route.requestId, request, response);
      return;
    case 'init-error':
      takeInitError(session, request, response);
  }
}

/** A client that half-closes before its body is complete can still read why it was refused. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'HPE_INVALID_EOF_STATE' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(truncatedReply());
}
