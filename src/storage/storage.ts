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

/** An accepted asynchronous event, until it has run. */
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
}

/** A journaled event without its payload, of which a backlog may hold gigabytes. */
export type PendingEvent = Omit<JournaledEvent, 'payload'>;

export interface EventJournal {
  /** Settles when the event is on disk: only then may the caller be told 202. */
  append(event: JournaledEvent): Promise<void>;
  markStarted(requestId: string): Promise<void>;
  /** The event has ended (run, or dead-lettered): forget it. */
  settle(requestId: string): Promise<void>;
  /** Events not yet settled, oldest first. */
  pending(): readonly PendingEvent[];
  /** The whole event, or undefined when it is settled or was never appended. */
  read(requestId: string): JournaledEvent | undefined;
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
