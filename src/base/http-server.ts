import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { UserError } from './errors.js';
import { QuickServer } from './quick-http/quick-server.js';
import type { HttpListener } from './quick-http/whole-exchange.js';
import { handOverPlain } from './tls/hand-over-plain.js';
import { createTlsServer, type TlsFiles } from './tls/tls-server.js';

/** A listening HTTP server; disposing it closes the listener and every open connection. */
export interface ListeningServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** Emits `upgrade` with and without TLS. */
  readonly server: http.Server;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What to tell the user when the port is taken: the flag that changes it. */
  readonly portFlag?: string;
  /** How long a client may take to send what it sends; default: as long as it likes. */
  readonly patience?: ClientPatience;
  /** Serves HTTPS, in HTTP/2 where the client speaks it; `alsoPlain` serves plain HTTP on the same port, too. */
  readonly tls?: TlsFiles & { readonly alsoPlain?: boolean };
}

/** Time limits on clients, in milliseconds; how long an answer takes is not limited. A request that is too slow is answered 408. */
export interface ClientPatience {
  readonly headMs: number;
  /** Head and body together. */
  readonly requestMs: number;
  /** Between two requests of one connection. */
  readonly idleMs: number;
}

/**
 * Starts `node:http` with no time limit but those of `patience` and 2 MiB of header room: runtime clients block on `next` without
 * bound, reuse sockets after 900 s, and send headers of up to 1 MiB (runtime contract, rules 1 to 4). A listener that can answer without
 * `node:http` is asked first, on connections without TLS.
 */
export async function listenHttp(listener: HttpListener, options: ListenOptions): Promise<ListeningServer> {
  const { tls } = options;
  const limits = { maxHeaderSize: 2 * 1024 * 1024, noDelay: true, ...timeLimits(options.patience) };
  const server = tls === undefined ? plainServer(limits, listener) : createTlsServer(tls, limits, listener);
  if (tls?.alsoPlain === true) handOverPlain(server, http.createServer(limits, listener));
  server.timeout = 0;
  const sockets = trackSockets(server);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    host: options.host,
    port,
    scheme: tls === undefined ? 'http' : 'https',
    server,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function plainServer(limits: http.ServerOptions, listener: HttpListener): http.Server {
  return listener.quick === undefined
    ? http.createServer(limits, listener)
    : new QuickServer(limits, listener, listener.quick);
}

function timeLimits(patience: ClientPatience | undefined): http.ServerOptions {
  if (patience === undefined) return { keepAliveTimeout: 0, requestTimeout: 0 };
  const { headMs, requestMs, idleMs } = patience;
  return {
    headersTimeout: headMs,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    connectionsCheckingInterval: Math.min(1000, headMs),
  };
}

function trackSockets(server: http.Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function listen(server: http.Server, options: ListenOptions): Promise<void> {
  const { host, port } = options;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const told = whyNot(error, options);
      reject(told === undefined ? error : new UserError(told, { cause: error }));
    });
    server.listen(port, host, () => {
      resolve();
    });
  });
}

/** What a person can do about a listener that did not open; undefined when nothing. */
function whyNot({ code }: NodeJS.ErrnoException, { host, port, portFlag }: ListenOptions): string | undefined {
  const pass = portFlag === undefined ? '' : ` or pass ${portFlag}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Address already in use: "${host}:${port}". Stop the other process${pass}.`;
    case 'EACCES':
      return `No permission to listen on "${host}:${port}". Run with more rights${pass}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return `This machine has no address "${host}". Pass one that it has, such as 127.0.0.1 or 0.0.0.0.`;
    case undefined:
    default:
      return undefined;
  }
}
