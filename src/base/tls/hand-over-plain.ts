import type http from 'node:http';
import type { Socket } from 'node:net';

/** The first byte of a TLS handshake (RFC 8446, section 5.1); no HTTP request begins with it. */
const handshake = 0x16;

/** Has a server of TLS hand each connection that begins with something else than a handshake to `plain`. */
export function handOverPlain(secure: http.Server, plain: http.Server): void {
  const shakeHands = secure.listeners('connection') as ((socket: Socket) => void)[];
  secure.removeAllListeners('connection');
  secure.on('connection', (socket: Socket) => {
    const forget = (): void => void socket.destroy();
    socket.once('error', forget);
    socket.once('data', (first) => {
      socket.pause();
      socket.off('error', forget);
      socket.unshift(first);
      if (first[0] === handshake) for (const listener of shakeHands) listener.call(secure, socket);
      else plain.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
}
