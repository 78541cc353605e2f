import http from 'node:http';
import type { Socket } from 'node:net';
import { HttpDate } from './http-date.js';
import { QuickConnection } from './quick-connection.js';
import type { QuickListener } from './whole-exchange.js';

/** `node:http` closes an idle connection this much later than it tells the client. */
const idleBufferMs = 1000;

/** Longest that a connection is silent before `node:http` watches it, in whose steps of time that is lost. */
const longestSilenceMs = 1000;

/**
 * A server of `node:http` whose connections are read without it for as long as `quick` answers every request that comes on them. To be told
 * from one without it by nothing but its speed.
 */
export class QuickServer extends http.Server {
  readonly #connections = new Set<QuickConnection>();

  constructor(options: http.ServerOptions, listener: http.RequestListener, quick: QuickListener) {
    super(options, listener);
    // The first listener is `node:http` itself; it is called for the connections that it shall serve.
    const [serve] = this.listeners('connection') as [(socket: Socket) => void];
    this.off('connection', serve);
    const date = new HttpDate();
    const { headersTimeout = 0, keepAliveTimeout = 0 } = options;
    const keepAlive =
      keepAliveTimeout > 0 ? `Keep-Alive: timeout=${String(Math.floor(keepAliveTimeout / 1000))}\r\n` : '';
    const parts = {
      listener: quick,
      ownHeaders: (isDated: boolean) =>
        `${isDated ? '' : `Date: ${date.now()}\r\n`}Connection: keep-alive\r\n${keepAlive}`,
      silenceMs: Math.min(headersTimeout, longestSilenceMs),
      idleMs: keepAliveTimeout > 0 ? keepAliveTimeout + idleBufferMs : 0,
    };
    const known = new WeakSet<Socket>();
    this.on('connection', (socket: Socket) => {
      // One that was already here comes from `node:http`, and is to be served by it again.
      if (known.has(socket)) {
        serve.call(this, socket);
        return;
      }
      known.add(socket);
      const connection: QuickConnection = new QuickConnection(socket, {
        ...parts,
        serveByHttp: (own) => {
          this.#connections.delete(connection);
          serve.call(this, own);
        },
      });
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
  }

  override closeIdleConnections(): void {
    super.closeIdleConnections();
    for (const connection of this.#connections) if (connection.isIdle) connection.socket.destroy();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const { socket } of this.#connections) socket.destroy();
  }
}
