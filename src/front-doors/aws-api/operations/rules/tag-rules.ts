import { invalidParameterValue, limits } from '../../../../model/index.js';

/** AWS keeps fifty tags of one thing (contract §4.11), whether they come with it or later, and the prefix `aws:` to itself. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const keys = Object.keys(tags);
  refuseReservedKeys(keys);
  if (keys.length > limits.tags) throw invalidParameterValue('Number of tags exceeds resource tag limit.');
}

/** In any case; the words are those of AWS's tagging service, which many of its services pass on. */
export function refuseReservedKeys(keys: readonly string[]): void {
  if (!keys.some((key) => key.toLowerCase().startsWith('aws:'))) return;
  throw invalidParameterValue('aws: prefixed tag key names are not allowed for external use.');
}
