import { type EventJournal, type JournaledEvent, type JournalState, notEnded, type PendingEvent } from './storage.js';

type KeptEvent = PendingEvent & Pick<JournaledEvent, 'payload' | 'response'>;

/** A journal that is gone with the process. */
export function createMemoryJournal(): EventJournal {
  const events = new Map<string, KeptEvent>();
  let positions = 0;
  const alter = (requestId: string, change: (event: KeptEvent) => KeptEvent): Promise<void> => {
    const event = events.get(requestId);
    if (event !== undefined) events.set(requestId, change(event));
    return Promise.resolve();
  };
  const ofStates = (states: readonly JournalState[]): readonly KeptEvent[] =>
    [...events.values()].filter(({ state }) => states.includes(state));

  return {
    append(event) {
      const position = (positions += 1);
      events.set(event.requestId, { state: 'waiting', progress: {}, ...event, position });
      return Promise.resolve();
    },
    markStarted: (requestId) => alter(requestId, (event) => ({ ...event, attempts: event.attempts + 1 })),
    change: (requestId, change) => alter(requestId, (event) => ({ ...event, ...change })),
    settle(requestId) {
      events.delete(requestId);
      return Promise.resolve();
    },
    forgetOldest(states, keep) {
      const kept = ofStates(states);
      for (const { requestId } of kept.slice(0, Math.max(0, kept.length - keep))) events.delete(requestId);
      return Promise.resolve();
    },
    list: ({ states = notEnded, after = 0, limit } = {}) =>
      ofStates(states)
        .filter(({ position }) => position > after)
        .slice(0, limit)
        .map(withoutBodies),
    counts() {
      const counts: Partial<Record<JournalState, number>> = {};
      for (const { state } of events.values()) counts[state] = (counts[state] ?? 0) + 1;
      return counts;
    },
    read: (requestId) => events.get(requestId),
  };
}

function withoutBodies(event: KeptEvent): PendingEvent {
  const { position, requestId, functionReference, acceptedAtMs, attributes, attempts, state, progress } = event;
  return { position, requestId, functionReference, acceptedAtMs, attributes, attempts, state, progress };
}
