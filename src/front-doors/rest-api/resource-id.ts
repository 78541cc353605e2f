import { stableId } from '../../model/index.js';

/** Six characters, stable for a path of an API. */
export function resourceId(apiId: string, path: string): string {
  return stableId(`${apiId} ${path}`, 6);
}
