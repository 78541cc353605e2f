import type { DoorRow } from '../admin/index.js';
import type { Stack } from '../model/index.js';

/** The doors that a project would have at `baseUrl`. Loaded only now: commands that show none stay quick. */
export async function projectDoors(
  { apis, urls = [], webSocketApis = [], balancers = [] }: Stack,
  baseUrl: string,
): Promise<readonly DoorRow[]> {
  const { everyDoorRow } = await import('./every-door-row.js');
  return everyDoorRow({ apis, urls, webSocketApis, balancers }, baseUrl, true);
}
