import type { EventsView, MetricsView } from '../emulator/index.js';

/** `Since the start: 12 invocations, 1 error, 2 throttles`; nothing when nothing was called. */
export function invocationLines({ functions }: Pick<MetricsView, 'functions'>): readonly string[] {
  return sinceTheStart([
    [sumOf(functions, 'Invocations'), 'invocation'],
    [sumOf(functions, 'Errors'), 'error'],
    [sumOf(functions, 'Throttles'), 'throttle'],
    [sumOf(functions, 'RecursiveInvocationsDropped'), 'stopped loop'],
  ]);
}

/** `Since the start: 3 events accepted, 1 dropped, 1 dead letter failed`; nothing when there was no event. */
export function eventLines(metrics: EventsView['metrics']): readonly string[] {
  const all = Object.values(metrics);
  const [received, dropped, deadLetters, records] = (
    ['AsyncEventsReceived', 'AsyncEventsDropped', 'DeadLetterErrors', 'DestinationDeliveryFailures'] as const
  ).map((name) => sumOf(all, name));
  return sinceTheStart([
    [received, 'event', ' accepted'],
    [dropped, '', 'dropped'],
    [deadLetters, 'dead letter', ' not delivered'],
    [records, 'record', ' not delivered'],
  ]);
}

function sinceTheStart(parts: readonly (readonly [number | undefined, string, string?])[]): readonly string[] {
  const told = parts.flatMap(([count = 0, noun, rest = '']) =>
    count === 0 ? [] : [`${count} ${noun}${count === 1 || noun === '' ? '' : 's'}${rest}`],
  );
  return told.length === 0 ? [] : ['', `Since the start: ${told.join(', ')}`];
}

function sumOf<K extends string>(rows: readonly Readonly<Record<K, number>>[], name: K): number {
  return rows.reduce((sum, row) => sum + row[name], 0);
}
