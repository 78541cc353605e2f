import { type DataFolderOwner, dataFolderOwner, ephemeralOwners } from '../storage/index.js';

/** How to reach the Hearth that runs in a project. */
export interface RunningHearth {
  readonly pid: number;
  /** Base URL of its AWS API. */
  readonly awsUrl: string;
  readonly apiUrl?: string;
}

/** The Hearth that owns a data folder and is ready, else the ephemeral one that became ready last, or undefined. */
export async function findRunningHearth(dataFolder: string): Promise<RunningHearth | undefined> {
  const owner = await dataFolderOwner(dataFolder);
  const own = owner === undefined ? undefined : reachable(owner);
  if (own !== undefined) return own;
  const others = [...(await ephemeralOwners(dataFolder))].sort((a, b) => readyAt(b).localeCompare(readyAt(a)));
  return others.map(reachable).find((other) => other !== undefined);
}

function reachable({ pid, details }: DataFolderOwner): RunningHearth | undefined {
  const { awsUrl, apiUrl } = details;
  if (awsUrl === undefined) return undefined;
  return { pid, awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }) };
}

function readyAt({ details }: DataFolderOwner): string {
  return details['readyAt'] ?? '';
}
