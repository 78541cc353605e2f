import { access, constants } from 'node:fs/promises';
import net from 'node:net';
import { discoverEndpoint } from './discover-endpoint.js';

const answerWithinMs = 2000;
const ping = 'GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n';

/**
 * Whether an engine answers on a socket of this machine, where the docker command would look for it. False leaves it to `discoverEngine`, which
 * knows every kind of address and what to say: this only spares a start from loading a client before its doors are open.
 */
export async function engineAnswers(environment: Readonly<Record<string, string>>): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const { chosen, sockets } = await discoverEndpoint(environment);
  if (chosen !== undefined) return chosen.address.kind === 'socket' && knock(chosen.address.path);
  for (const { path } of sockets) if (await isThere(path)) return knock(path);
  return false;
}

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function knock(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    let told = '';
    const socket = net.connect(path);
    socket.setEncoding('latin1').setTimeout(answerWithinMs, () => socket.destroy());
    socket.on('data', (piece) => {
      told += String(piece);
      if (told.includes('\r\n')) socket.destroy();
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      resolve(/^HTTP\/1\.[01] 200 /.test(told));
    });
    socket.write(ping);
  });
}
