import { listenHttp, UserError } from '../../base/index.js';
import { findRunningHearth } from '../../emulator/index.js';
import type { Session } from '../session.js';
import { type Finding, good, note, wrong } from './finding.js';

/** Whether the ports of `start-api` are free, and which Hearth already runs in the project. */
export async function portFindings({ settings }: Session): Promise<readonly Finding[]> {
  const running = await findRunningHearth(settings.dataFolder);
  if (running !== undefined) {
    const doors = [running.apiUrl, running.awsUrl].filter((url) => url !== undefined).join(' and ');
    return [good('ports', `a Hearth runs in this project (process ${running.pid}) at ${doors}`)];
  }
  return Promise.all([
    portFinding(settings.host, settings.apiPort, (port) =>
      wrong('ports', `${port} (HTTP APIs) is taken`, 'Stop the other process, or pass --port to start-api.'),
    ),
    portFinding(settings.host, settings.lambdaPort, (port) =>
      note('ports', `${port} (AWS API) is taken; start-api moves to the next free one, start-lambda needs --port`),
    ),
  ]);
}

async function portFinding(host: string, port: number, whenTaken: (address: string) => Finding): Promise<Finding> {
  try {
    const server = await listenHttp(() => undefined, { host, port });
    await server[Symbol.asyncDispose]();
    return good('ports', `${host}:${port} is free`);
  } catch (error) {
    if (error instanceof UserError) return whenTaken(`${host}:${port}`);
    throw error;
  }
}
