import type { DoorRow } from '../admin/index.js';
import type { Stack } from '../model/index.js';

/** The doors that a project would have at `baseUrl`. Loaded only now: commands that show none stay quick. */
export async function projectDoors(
  { apis, urls = [], balancers = [] }: Stack,
  baseUrl: string,
): Promise<readonly DoorRow[]> {
  const { doorRows } = await import('./door-rows.js');
  const { balancerRows } = await import('./balancer-rows.js');
  return [...doorRows(apis, urls, baseUrl, true), ...balancerRows(balancers, baseUrl, () => undefined)];
}
