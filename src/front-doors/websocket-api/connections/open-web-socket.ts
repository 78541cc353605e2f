import type http from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { webSocketLimits } from '../limits.js';
import { FrameWatch } from './frame-watch.js';

/** Answers an upgrade request with 101; undefined when the client has gone away. `onLongFrame` is told of a frame beyond the limit. */
export type OpenWebSocket = (upgrade: {
  readonly request: http.IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly protocol: string | undefined;
  readonly onLongFrame: () => void;
}) => WebSocket | undefined;

/** Loads the library when the first client connects. */
export async function loadWebSockets(): Promise<OpenWebSocket> {
  const { WebSocketServer } = await import('ws');
  const protocols = new WeakMap<http.IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: webSocketLimits.messageBytes,
    // Asked only when the client offers some; none is chosen unless the function did.
    handleProtocols: (_, request) => protocols.get(request) ?? false,
  });
  return ({ request, socket, head, protocol, onLongFrame }) => {
    if (protocol !== undefined) protocols.set(request, protocol);
    const watch = new FrameWatch(webSocketLimits.frameBytes);
    // Before the library listens: it must not act on a frame that is too long.
    socket.on('data', (chunk: Buffer) => {
      if (watch.exceeds(chunk)) onLongFrame();
    });
    let opened: WebSocket | undefined;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      opened = webSocket;
    });
    return opened;
  };
}
