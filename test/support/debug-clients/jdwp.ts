import { once } from 'node:events';
import net from 'node:net';
import { waitUntil } from '../wait-until.js';

const handshake = 'JDWP-Handshake';
/** Java Debug Wire Protocol: command set VirtualMachine, command Resume. */
const resume = Buffer.from([0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 9]);

/** Shakes hands with the debugging agent of a Java machine as soon as one is there, and lets the machine go on. */
export async function resumeByJdwp(port: number): Promise<void> {
  const found: { socket?: net.Socket } = {};
  await waitUntil(async () => {
    const socket = await greet(port);
    if (socket !== undefined) found.socket = socket;
    return socket !== undefined;
  });
  found.socket?.write(resume);
  await once(found.socket as net.Socket, 'data');
}

async function greet(port: number): Promise<net.Socket | undefined> {
  const socket = net.connect(port, '127.0.0.1');
  let heard = '';
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect');
    socket.write(handshake);
    socket.on('data', (data) => (heard += data.toString('latin1')));
    await waitUntil(() => heard.startsWith(handshake) || socket.destroyed);
  } catch {
    // Nobody listens yet.
  }
  if (heard.startsWith(handshake)) return socket;
  socket.destroy();
  return undefined;
}
