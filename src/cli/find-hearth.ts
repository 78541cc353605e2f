import { UserError } from '../base/index.js';
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

/** One of its views below `/_hearth/`. */
export async function readView(hearth: RunningHearth, view: string): Promise<unknown> {
  const response = await fetch(`${hearth.awsUrl}/_hearth/${view}`);
  if (!response.ok) throw new Error(`${hearth.awsUrl}/_hearth/${view} answered ${response.status}.`);
  return response.json();
}
