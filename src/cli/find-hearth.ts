import { httpUrl, UserError } from '../base/index.js';
import { findRunningHearth, type RunningHearth } from '../emulator/index.js';
import type { Session } from './session.js';

/** The project's running Hearth; a `UserError` says how to start one. */
export async function runningHearth({ settings }: Session): Promise<RunningHearth> {
  const running = await findRunningHearth(settings.dataFolder);
  if (running !== undefined) return running;
  throw new UserError(
    `No Hearth runs in the project "${settings.projectFolder}". Start one with "hearth start-api" or "hearth start", or pass the --data-dir of another.`,
  );
}

/** The Hearth at `--lambda-port` when that is named, else the project's, else the one at the default port. */
export async function findHearth({ settings }: Session): Promise<Pick<RunningHearth, 'awsUrl'> | undefined> {
  const own = settings.lambdaPortNamed ? undefined : await findRunningHearth(settings.dataFolder);
  if (own !== undefined) return own;
  const awsUrl = httpUrl('http', settings.host, settings.lambdaPort);
  const answered = await fetch(`${awsUrl}/_hearth/health`).catch(() => undefined);
  return answered?.ok === true ? { awsUrl } : undefined;
}

/** One of its views below `/_hearth/`. */
export async function readView(hearth: Pick<RunningHearth, 'awsUrl'>, view: string): Promise<unknown> {
  const response = await fetch(`${hearth.awsUrl}/_hearth/${view}`);
  if (!response.ok) throw new Error(`${hearth.awsUrl}/_hearth/${view} answered ${response.status}.`);
  return response.json();
}
