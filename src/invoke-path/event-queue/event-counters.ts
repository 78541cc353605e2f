/** Lambda's metrics of asynchronous invocation (developer guide, "Asynchronous invocation metrics"), since Hearth began. */
export interface EventCounters {
  readonly AsyncEventsReceived: number;
  readonly AsyncEventsDropped: number;
  readonly DeadLetterErrors: number;
  readonly DestinationDeliveryFailures: number;
  readonly RecursiveInvocationsDropped: number;
  /** Milliseconds from acceptance to each attempt. */
  readonly AsyncEventAge: { readonly count: number; readonly sum: number; readonly maximum: number };
}

type Counter = Exclude<keyof EventCounters, 'AsyncEventAge'>;

/** Counts by function name. */
export class CountedEvents {
  readonly #byFunction = new Map<string, { -readonly [K in keyof EventCounters]: EventCounters[K] }>();

  count(functionName: string, counter: Counter): void {
    this.#of(functionName)[counter] += 1;
  }

  age(functionName: string, ageMs: number): void {
    const counters = this.#of(functionName);
    const { count, sum, maximum } = counters.AsyncEventAge;
    counters.AsyncEventAge = { count: count + 1, sum: sum + ageMs, maximum: Math.max(maximum, ageMs) };
  }

  all(): Readonly<Record<string, EventCounters>> {
    return Object.fromEntries(this.#byFunction);
  }

  #of(functionName: string): { -readonly [K in keyof EventCounters]: EventCounters[K] } {
    const existing = this.#byFunction.get(functionName);
    if (existing !== undefined) return existing;
    const created = {
      AsyncEventsReceived: 0,
      AsyncEventsDropped: 0,
      DeadLetterErrors: 0,
      DestinationDeliveryFailures: 0,
      RecursiveInvocationsDropped: 0,
      AsyncEventAge: { count: 0, sum: 0, maximum: 0 },
    };
    this.#byFunction.set(functionName, created);
    return created;
  }
}
