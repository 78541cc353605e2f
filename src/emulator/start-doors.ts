import type http from 'node:http';
import type { ListeningServer } from '../base/index.js';
import { acceptUpgrades, type UpgradeTaker } from '../front-doors/websocket-api/index.js';
import type { EmulatorOptions } from './emulator-options.js';
import { openDoor, urlOf } from './open-door.js';

export interface DoorHandlers {
  readonly aws: http.RequestListener;
  readonly apis: http.RequestListener;
  /** Has the upgrades of every door. */
  readonly webSockets: UpgradeTaker;
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
): Promise<OpenDoors> {
  const { settings, logger, portFlags } = options;
  const { host } = settings;
  const open = async (
    listener: http.RequestListener,
    door: { name: string; port: number; portFlag: string; mayMove: boolean },
  ): Promise<string> => {
    const server = await openDoor(listener, { ...door, host }, logger);
    opened.push(server);
    acceptUpgrades(server.server, handlers.webSockets);
    return urlOf(server);
  };
  const apiUrl = options.serveApis
    ? await open(handlers.apis, {
        name: 'The HTTP APIs',
        port: settings.apiPort,
        portFlag: portFlags.api,
        mayMove: false,
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
