import type http from 'node:http';
import type { Duplex } from 'node:stream';

/** What takes the upgrade requests of a server. */
export interface UpgradeTaker {
  /** Whether a request to upgrade is for a WebSocket API. */
  takesUpgrade(request: http.IncomingMessage): boolean;
  upgrade(request: http.IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Lets `taker` have the upgrades of a server, HTTP or HTTPS; requests that ask for one which nobody takes are served as ordinary ones. */
export function acceptUpgrades(server: http.Server, taker: UpgradeTaker): void {
  server.on('upgrade', (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    if (taker.takesUpgrade(request)) taker.upgrade(request, socket, head);
    else serveAgain(server, request, socket, head);
  });
}

/** Node has taken the request off the connection by now: it is given back as one whose connection stays as it is. */
function serveAgain(server: http.Server, request: http.IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/${request.httpVersion}`];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? withoutUpgrade(value) : value}`);
  }
  // `rawHeaders` are Latin-1, as they came.
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('encrypted' in socket ? 'secureConnection' : 'connection', socket);
}

function withoutUpgrade(connection: string): string {
  const options = connection.split(',').filter((option) => option.trim().toLowerCase() !== 'upgrade');
  return options.length === 0 ? 'keep-alive' : options.join(',');
}
