import { UserError } from '../../../base/index.js';
import type { RunningHearth } from '../../../emulator/index.js';

/** What the running Hearth answers below `/_hearth/events`; a `UserError` with its words when that is a refusal of what was asked. */
export async function askEvents(
  { awsUrl }: Pick<RunningHearth, 'awsUrl'>,
  path: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<unknown> {
  const url = `${awsUrl}/_hearth/events${path}`;
  const response = await fetch(url, { method });
  const body = (await response.json()) as { readonly message?: string };
  if (response.ok) return body;
  if (response.status < 500) throw new UserError(body.message ?? `${url} answered ${response.status}.`);
  throw new Error(body.message ?? `${url} answered ${response.status}.`);
}
