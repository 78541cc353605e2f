import type { Socket } from 'node:net';

/** Has `serve` read a connection from now on, as if it began with `bytes`, which have been read from it. */
export function handOver(socket: Socket, serve: (socket: Socket) => void, bytes?: Buffer): void {
  socket.pause();
  serve(socket);
  if (bytes !== undefined) socket.unshift(bytes);
  process.nextTick(() => socket.resume());
}
