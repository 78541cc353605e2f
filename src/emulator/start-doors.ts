import { type HttpListener, httpUrl, type ListeningServer, type TlsFiles } from '../base/index.js';
import { acceptUpgrades, type UpgradeTaker } from '../front-doors/websocket-api/index.js';
import type { ReadOptions } from './emulator-options.js';
import { type DoorAddress, openDoor } from './open-door.js';

export interface DoorHandlers {
  readonly aws: HttpListener;
  readonly apis: HttpListener;
  /** Has the upgrades of every door. */
  readonly webSockets: UpgradeTaker;
}

export interface OpenDoors {
  readonly awsUrl: string;
  readonly apiUrl?: string;
}

/** Opens the doors that the options ask for; each is added to `opened` as soon as it listens. */
export async function startDoors(
  options: ReadOptions,
  handlers: DoorHandlers,
  opened: ListeningServer[],
  tls?: TlsFiles,
): Promise<OpenDoors> {
  const { settings, logger, portFlags } = options;
  const { host } = settings;
  const open = async (listener: HttpListener, door: Omit<DoorAddress, 'host'>): Promise<string> => {
    const server = await openDoor(listener, { ...door, host }, logger);
    opened.push(server);
    acceptUpgrades(server.server, handlers.webSockets);
    return httpUrl(server.scheme, server.host, server.port);
  };
  const apiUrl = options.serveApis
    ? await open(handlers.apis, {
        name: 'The HTTP APIs',
        port: settings.apiPort,
        portFlag: portFlags.api,
        mayMove: false,
        ...(tls !== undefined && { tls }),
      })
    : undefined;
  const awsUrl = await open(handlers.aws, {
    name: 'The AWS API',
    port: settings.lambdaPort,
    portFlag: portFlags.aws,
    mayMove: options.awsPortMayMove && !settings.lambdaPortNamed,
  });
  if (settings.localstackPort !== undefined) {
    const url = await open(handlers.aws, {
      name: 'The AWS API for clients of LocalStack',
      port: settings.localstackPort,
      portFlag: '--localstack-port',
      mayMove: false,
    });
    logger.info(`The AWS API answers at ${url} too, for clients of LocalStack.`);
  }
  return { awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }) };
}
