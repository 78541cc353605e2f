import type { DocumentStore } from '../storage/index.js';

/** Rows of one kind, by key: read in memory, written through; a row that cannot be stored goes back to what it was. */
export class StoredTable<T> {
  readonly #rows = new Map<string, T>();

  constructor(
    private readonly documents: DocumentStore,
    private readonly collection: string,
    revive: (stored: T) => T = (stored) => stored,
  ) {
    for (const { key, value } of documents.list(collection)) this.#rows.set(key, revive(value as T));
  }

  get(key: string): T | undefined {
    return this.#rows.get(key);
  }

  /** Rows whose keys begin with `prefix`, by ascending key. */
  under(prefix: string): readonly { readonly key: string; readonly value: T }[] {
    const found = [...this.#rows].filter(([key]) => key.startsWith(prefix));
    return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => ({ key, value }));
  }

  /** Settles when the row is durable; one that is not `durable` lives as long as Hearth. */
  async put(key: string, value: T, durable = true): Promise<void> {
    const undo = this.#undoOf(key);
    this.#rows.set(key, value);
    if (durable) await orElse(this.documents.put(this.collection, key, value), undo);
  }

  /** Deleting what is not there does nothing. */
  async delete(key: string): Promise<void> {
    const undo = this.#undoOf(key);
    if (this.#rows.delete(key)) await orElse(this.documents.delete(this.collection, key), undo);
  }

  #undoOf(key: string): () => void {
    const before = this.#rows.get(key);
    return () => {
      if (before === undefined) this.#rows.delete(key);
      else this.#rows.set(key, before);
    };
  }
}

/** Waits for a write; when it fails, `undo` runs before the failure goes on. */
export async function orElse(write: Promise<unknown>, undo: () => void): Promise<void> {
  try {
    await write;
  } catch (error) {
    undo();
    throw error;
  }
}
