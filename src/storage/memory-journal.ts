import type { EventJournal, JournaledEvent } from './storage.js';

/** A journal that is gone with the process. */
export function createMemoryJournal(): EventJournal {
  const events = new Map<string, JournaledEvent>();
  return {
    append(event) {
      events.set(event.requestId, event);
      return Promise.resolve();
    },
    markStarted(requestId) {
      const event = events.get(requestId);
      if (event !== undefined) events.set(requestId, { ...event, attempts: event.attempts + 1 });
      return Promise.resolve();
    },
    settle(requestId) {
      events.delete(requestId);
      return Promise.resolve();
    },
    pending: () => [...events.values()],
    read: (requestId) => events.get(requestId),
  };
}
