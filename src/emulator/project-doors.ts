import type { DoorRow } from '../admin/index.js';
import type { Stack } from '../model/index.js';

/** The doors that a project would have at `baseUrl`. Loaded only now: commands that show none stay quick. */
export async function projectDoors(
  { apis, urls = [], balancers = [] }: Stack,
  baseUrl: string,
): Promise<readonly DoorRow[]> {
  const [{ doorRows }, { balancerRows }] = await Promise.all([import('./door-rows.js'), import('./balancer-rows.js')]);
  return [...doorRows(apis, urls, baseUrl, true), ...balancerRows(balancers, baseUrl, () => undefined)];
}
