import { invalidParameterValue, limits } from '../../../../model/index.js';

/** AWS keeps fifty tags of one thing (contract §4.11), whether they come with it or later. */
export function checkTagCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length <= limits.tags) return;
  throw invalidParameterValue('Number of tags exceeds resource tag limit.');
}
