import { dataFolderOwner } from '../storage/index.js';

/** How to reach the Hearth that runs in a project. */
export interface RunningHearth {
  readonly pid: number;
  /** Base URL of its AWS API. */
  readonly awsUrl: string;
  readonly apiUrl?: string;
}

/** The Hearth that owns a data folder and is ready, or undefined. */
export async function findRunningHearth(dataFolder: string): Promise<RunningHearth | undefined> {
  const owner = await dataFolderOwner(dataFolder);
  const awsUrl = owner?.details['awsUrl'];
  const apiUrl = owner?.details['apiUrl'];
  if (owner === undefined || awsUrl === undefined) return undefined;
  return { pid: owner.pid, awsUrl, ...(apiUrl === undefined ? {} : { apiUrl }) };
}
