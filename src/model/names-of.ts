import type { StackFunction } from './stack.js';

/** Every name by which people may call a function of a project file, the shown one first. */
export function namesOf({ logicalId, name, alsoKnownAs = [] }: StackFunction): readonly string[] {
  return [...new Set([logicalId, name, ...alsoKnownAs])];
}
