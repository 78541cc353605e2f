import type http from 'node:http';
import http2 from 'node:http2';

/** A certificate, with what it is signed by, and its private key; PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A server of HTTPS that speaks HTTP/2 and HTTP/1.1, whichever the client asks for. The listener gets what Node's compatibility layer makes
 * of HTTP/2, which has the members that `node:http` has; WebSocket handshakes arrive as `upgrade`, over HTTP/1.1.
 */
export function createTlsServer(
  { certificate, key }: TlsFiles,
  limits: http.ServerOptions,
  listener: http.RequestListener,
): http.Server {
  const server = http2.createSecureServer(
    { cert: certificate, key, allowHTTP1: true, noDelay: limits.noDelay ?? true },
    listener as unknown as (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void,
  );
  // The options of HTTP/1.1 are read from the server itself; one that is there and undefined would end the process.
  for (const name of http1Limits) {
    const limit = limits[name];
    if (limit !== undefined) Object.assign(server, { [name]: limit });
  }
  return server as unknown as http.Server;
}

const http1Limits = [
  'maxHeaderSize',
  'headersTimeout',
  'requestTimeout',
  'keepAliveTimeout',
  'connectionsCheckingInterval',
] as const;
