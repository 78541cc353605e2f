import type http from 'node:http';
import getPort, { portNumbers } from 'get-port';
import { type ListeningServer, listenHttp, type Logger, UserError } from '../base/index.js';

export interface DoorAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly portFlag: string;
  /** Take the next free port when this one is taken, and say so. */
  readonly mayMove: boolean;
}

/** How far a door moves at most. */
const portsTried = 100;

/** Listens at the address; a taken port is a `UserError`, or the next free one. */
export async function openDoor(
  listener: http.RequestListener,
  address: DoorAddress,
  logger: Logger,
): Promise<ListeningServer> {
  const { host, port, portFlag, mayMove, name } = address;
  try {
    return await listenHttp(listener, { host, port, portFlag });
  } catch (error) {
    if (!(error instanceof UserError) || !mayMove || port === 0) throw error;
    const free = await getPort({ host, port: portNumbers(port + 1, Math.min(65_535, port + portsTried)) });
    const server = await listenHttp(listener, { host, port: free, portFlag });
    logger.warn(`Address already in use: "${host}:${port}". ${name} is on port ${server.port} instead.`);
    return server;
  }
}

/** How the user reaches it: an address that means "every address" is shown as this machine. */
export function urlOf({ host, port }: ListeningServer): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
