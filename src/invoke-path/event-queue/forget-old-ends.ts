import type { EventJournal } from '../../storage/index.js';

/** Events that were given up stay to be shown and replayed: the newest of them. */
const keptAfterTheirEnd = 1000;

/** Undelivered ones are not counted among them: nobody has been told of those. */
export function forgetOldEnds(journal: EventJournal): Promise<void> {
  return journal.forgetOldest(['failed', 'dropped'], keptAfterTheirEnd);
}
