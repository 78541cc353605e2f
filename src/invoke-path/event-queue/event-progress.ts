import type { Conclusion, Delivery } from './deliveries/conclusion.js';

/** How far an event is, as the journal keeps it beside the event. */
export interface EventProgress {
  /** Runs of the function that ended with an error. */
  readonly runs?: number;
  /** Epoch milliseconds of the next attempt; absent means at once. */
  readonly nextAtMs?: number;
  readonly lastError?: string;
  /** Epoch milliseconds when somebody had it run anew: its age counts from then. */
  readonly replayedAtMs?: number;
  /** Present once it has ended. */
  readonly conclusion?: Conclusion;
  /** Those still to be told, and those who could not be. */
  readonly deliveries?: readonly Delivery[];
}

/** The journal keeps it as JSON, and only this room writes it. */
export function progressOf({ progress }: { readonly progress: Readonly<Record<string, unknown>> }): EventProgress {
  return progress;
}

/** As the journal takes it. */
export function toProgress(progress: EventProgress): Readonly<Record<string, unknown>> {
  return { ...progress };
}
