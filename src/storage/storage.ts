/**
 * Hearth's truth: accepted means written (design decision 8). Documents are JSON values by collection and key; the journal
 * holds asynchronous events. Reads answer at once and see every earlier write; a write is durable when its promise settles
 * (writes of one tick share one commit).
 */
export interface Storage extends AsyncDisposable {
  /** False with `--ephemeral`, and where no SQLite could be loaded. */
  readonly durable: boolean;
  /** What the user should know about the way the data is kept, e.g. why it is in memory only. */
  readonly notice?: string;
  readonly documents: DocumentStore;
  readonly journal: EventJournal;
  readonly code: CodeStore;
}

export interface DocumentStore {
  /** A copy of its own: changing it changes nothing here. */
  get(collection: string, key: string): unknown;
  /** Every document of a collection, by ascending key. */
  list(collection: string): readonly { readonly key: string; readonly value: unknown }[];
  put(collection: string, key: string, value: unknown): Promise<void>;
  delete(collection: string, key: string): Promise<void>;
}

/** An accepted asynchronous event: until it has ended, and longer where its end is to be shown. */
export interface JournaledEvent {
  readonly requestId: string;
  /** The function as its ARN, for people; what the invocation needs is in `attributes`. */
  readonly functionReference: string;
  readonly payload: Buffer;
  readonly acceptedAtMs: number;
  /** Everything else the invocation needs, JSON. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Times it has been started; > 0 at the start means that it may run twice. */
  readonly attempts: number;
  /** Default: `waiting`. */
  readonly state?: JournalState;
  /** How far it is, JSON; its owner alone knows what is in it. Default: `{}`. */
  readonly progress?: Readonly<Record<string, unknown>>;
  /** What the function answered, while somebody is still to be told. */
  readonly response?: Buffer;
}

/**
 * `waiting` for a run, the first or another; `delivering`: ended, and its record is to be delivered; the others are kept to be
 * shown: `failed` (its record was delivered), `dropped` (nobody was to be told), `undelivered` (its record could not be).
 */
export type JournalState = 'waiting' | 'delivering' | 'failed' | 'dropped' | 'undelivered';

/** States of events that have something ahead of them. */
export const notEnded: readonly JournalState[] = ['waiting', 'delivering'];

/** A journaled event without its payload and response, of which a backlog may hold gigabytes; `position` counts in order of acceptance. */
export type PendingEvent = Required<Omit<JournaledEvent, 'payload' | 'response'>> & { readonly position: number };

export interface JournalPage {
  /** Default: those that have not ended, `waiting` and `delivering`. */
  readonly states?: readonly JournalState[];
  /** Only what was accepted after this position. */
  readonly after?: number;
  readonly limit?: number;
}

/** What is changed of an event; a member left out stays. */
export interface JournalChange {
  readonly state: JournalState;
  readonly progress: Readonly<Record<string, unknown>>;
  readonly response?: Buffer;
}

export interface EventJournal {
  /** Settles when the event is on disk: only then may the caller be told 202. */
  append(event: JournaledEvent): Promise<void>;
  markStarted(requestId: string): Promise<void>;
  /** Keeps how far the event is. */
  change(requestId: string, change: JournalChange): Promise<void>;
  /** The event has ended, and nothing of it is to be shown: forget it. */
  settle(requestId: string): Promise<void>;
  /** Forgets the oldest events of these states beyond the newest `keep`. */
  forgetOldest(states: readonly JournalState[], keep: number): Promise<void>;
  /** Events, oldest first. */
  list(page?: JournalPage): readonly PendingEvent[];
  /** How many events there are of each state that has any. */
  counts(): Readonly<Partial<Record<JournalState, number>>>;
  /** The whole event, or undefined when it is settled or was never appended. */
  read(requestId: string): (PendingEvent & Pick<JournaledEvent, 'payload' | 'response'>) | undefined;
}

/** Content-addressed zips: `digest` is the lower-case hex SHA-256 of the bytes. */
export interface CodeStore {
  /** Settles when the file is complete under its final name; equal bytes are written once. */
  put(bytes: Buffer): Promise<StoredCode>;
  /** Absolute path of a stored zip, or undefined. */
  pathOf(digest: string): string | undefined;
  /** Removes every zip that is not named. */
  prune(keepDigests: ReadonlySet<string>): Promise<void>;
}

export interface StoredCode {
  readonly digest: string;
  readonly path: string;
  readonly size: number;
}
