import type { InvokeRequest, InvokeTarget } from '../invoke-frontend/index.js';

/** Asynchronous invocation: accepted means written, and run at least once, also when Hearth was killed in between. */
export interface EventQueue extends AsyncDisposable {
  /** Checks the request, writes the event, then answers: only now may the caller be told 202. */
  accept(request: InvokeRequest): Promise<InvokeTarget>;
  /**
   * Begins to run events, those of an earlier Hearth first. To be called once, when the functions of the project are known:
   * until then events are only accepted.
   */
  start(): void;
  /** Events that have something ahead of them: a run, or a delivery. */
  depth(): number;
  /** By state, oldest first within each; at most `limit` of each state. */
  list(filter?: EventFilter): readonly EventView[];
  /** How many there are of each state that has any. */
  counts(): Readonly<Partial<Record<EventState, number>>>;
  /** The whole event, undefined when there is none (any more). */
  show(requestId: string): EventDetails | undefined;
  /**
   * Runs an event anew that was given up, delivers anew what could not be delivered, and hastens what waits; throws a `UserError`
   * when there is no such event, or when it is on its way already.
   */
  replay(requestId: string): Promise<EventView>;
}

/**
 * `queued` for its first attempt, `delayed` until another, `running`; `delivering`: it ended, and somebody is being told. The last three
 * have ended: `failed` told somebody, `dropped` had nobody to tell, `undelivered` could not.
 */
export const eventStates = ['queued', 'running', 'delayed', 'delivering', 'failed', 'dropped', 'undelivered'] as const;

export type EventState = (typeof eventStates)[number];

export interface EventFilter {
  readonly functionName?: string;
  readonly states?: readonly EventState[];
  readonly limit?: number;
}

/** An event as `admin` shows it. */
export interface EventView {
  readonly requestId: string;
  readonly functionName: string;
  readonly state: EventState;
  readonly acceptedAtMs: number;
  /** Times it was begun, attempts that the function did not see included. */
  readonly attempts: number;
  /** Epoch milliseconds of what comes next, where that is not at once. */
  readonly nextAtMs?: number;
  readonly lastError?: string;
}

export interface EventDetails extends EventView {
  /** As it was invoked. */
  readonly functionArn: string;
  readonly payload: Buffer;
  /** What the function answered last, where that is kept. */
  readonly response?: Buffer;
  /** Why it ended, in the words of destination records. */
  readonly condition?: string;
  /** Who is still to be told, and why that failed. */
  readonly deliveries?: readonly { readonly kind: string; readonly to: string; readonly problem?: string }[];
}
