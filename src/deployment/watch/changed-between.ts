import type { FileState, FileStates } from './read-file-states.js';
import type { WatchedPaths } from './watched-paths.js';

/** One look at watched files. */
export interface Look {
  readonly paths: WatchedPaths;
  readonly states: FileStates;
}

/**
 * Whether something that both looks cover has changed between them. What only the later one covers has changed when its own times say
 * that it did so at `sinceMs` or later.
 */
export function changedBetween(before: Look, after: Look, sinceMs: number): boolean {
  const isNew = (file: string, { state, changedMs }: FileState): boolean => {
    const known = before.states.get(file);
    if (known !== undefined) return known.state !== state;
    return isSeenBy(before, file) || changedMs >= sinceMs - timeGrainMs;
  };
  return (
    [...after.states].some(([file, found]) => isNew(file, found)) ||
    [...before.states.keys()].some((file) => !after.states.has(file) && isSeenBy(after, file))
  );
}

/** Times of files come from a coarser clock. */
const timeGrainMs = 10;

function isSeenBy({ paths }: Look, file: string): boolean {
  return paths.covers(file) || paths.leadsTo(file);
}
