import { httpUrl, UserError } from '../base/index.js';
import { findRunningHearth, type RunningHearth } from '../emulator/index.js';
import type { Session } from './session.js';

/** The Hearth at `--lambda-port` when that is named, else the project's; a `UserError` says how to start one. */
export async function runningHearth(session: Session): Promise<RunningHearth> {
  const running = (await namedHearth(session)) ?? (await findRunningHearth(session.settings.dataFolder));
  if (running !== undefined) return running;
  throw new UserError(
    `No Hearth runs in the project "${session.settings.projectFolder}". Start one with "hearth start-api" or "hearth start", name the --lambda-port of another, or pass its --data-dir.`,
  );
}

/** The same, and where neither is, the one at the default port. */
export async function findHearth(session: Session): Promise<RunningHearth | undefined> {
  const running = (await namedHearth(session)) ?? (await findRunningHearth(session.settings.dataFolder));
  return running ?? hearthAt(awsUrlOf(session));
}

/**
 * The Hearth at the port that a flag or a variable names; undefined when none does, for a settings file says where to listen. Throws a
 * `UserError` when no Hearth answers there.
 */
export async function namedHearth(session: Session): Promise<RunningHearth | undefined> {
  const origin = session.origins['lambda-port'];
  if (origin === undefined || origin.includes(' in ')) return undefined;
  const awsUrl = awsUrlOf(session);
  const found = await hearthAt(awsUrl);
  if (found !== undefined) return found;
  throw new UserError(
    `No Hearth answers at "${awsUrl}", which ${origin} names. Start one there, or leave ${origin} out to find the project's.`,
  );
}

/** One of its views below `/_hearth/`. */
export async function readView(hearth: Pick<RunningHearth, 'awsUrl'>, view: string): Promise<unknown> {
  const response = await fetch(`${hearth.awsUrl}/_hearth/${view}`);
  if (!response.ok) throw new Error(`${hearth.awsUrl}/_hearth/${view} answered ${response.status}.`);
  return response.json();
}

function awsUrlOf({ settings }: Session): string {
  return httpUrl('http', settings.host, settings.lambdaPort);
}

/** Undefined for whatever else listens there. */
async function hearthAt(awsUrl: string): Promise<RunningHearth | undefined> {
  try {
    const response = await fetch(`${awsUrl}/_hearth/health`, { signal: AbortSignal.timeout(healthMs) });
    const { pid } = (await response.json()) as { readonly pid?: unknown };
    return response.ok && typeof pid === 'number' ? { pid, awsUrl } : undefined;
  } catch {
    return undefined;
  }
}

/** More than a busy Hearth needs; a port that accepts and never answers is none. */
const healthMs = 10_000;
