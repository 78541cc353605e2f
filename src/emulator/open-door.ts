import {
  type ClientPatience,
  type HttpListener,
  type ListeningServer,
  listenHttp,
  type Logger,
  type TlsFiles,
  UserError,
} from '../base/index.js';

export interface DoorAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly portFlag: string;
  /** Take the next free port when this one is taken, and say so. */
  readonly mayMove: boolean;
  readonly tls?: TlsFiles;
}

/** How far a door moves at most. */
const portsTried = 100;

/** A client that sends its bytes one by one must not hold a connection for ever; idle ones may rest as long as on API Gateway (310 s). */
const patience: ClientPatience = { headMs: 30_000, requestMs: 300_000, idleMs: 310_000 };

/** Listens at the address; a taken port is a `UserError`, or the next free one. */
export async function openDoor(listener: HttpListener, address: DoorAddress, logger: Logger): Promise<ListeningServer> {
  const { host, port, portFlag, mayMove, name, tls } = address;
  const options = { host, portFlag, patience, ...(tls !== undefined && { tls }) };
  try {
    return await listenHttp(listener, { ...options, port });
  } catch (error) {
    if (!(error instanceof UserError) || !mayMove || port === 0) throw error;
    const { default: getPort, portNumbers } = await import('get-port');
    const free = await getPort({ host, port: portNumbers(port + 1, Math.min(65_535, port + portsTried)) });
    const server = await listenHttp(listener, { ...options, port: free });
    logger.warn(`Address already in use: "${host}:${port}". ${name} is on port ${server.port} instead.`);
    return server;
  }
}
