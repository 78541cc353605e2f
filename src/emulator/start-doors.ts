import type http from 'node:http';
import { httpUrl, type ListeningServer, type TlsFiles } from '../base/index.js';
import type { EmulatorOptions } from './emulator-options.js';
import { type DoorAddress, openDoor } from './open-door.js';

export interface DoorHandlers {
  readonly aws: http.RequestListener;
  readonly apis: http.RequestListener;
}

export interface OpenDoors {
  readonly awsUrl: string;
  readonly apiUrl?: string;
}

/** Opens the doors that the options ask for; each is added to `opened` as soon as it listens. */
export async function startDoors(
  options: EmulatorOptions,
  handlers: DoorHandlers,
  opened: ListeningServer[],
  tls?: TlsFiles,
): Promise<OpenDoors> {
  const { settings, logger, portFlags } = options;
  const { host } = settings;
  const open = async (listener: http.RequestListener, door: Omit<DoorAddress, 'host'>): Promise<string> => {
    const server = await openDoor(listener, { ...door, host }, logger);
    opened.push(server);
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
  return { awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }) };
}
