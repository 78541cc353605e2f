import type { DocumentStore } from './storage.js';

/** Where documents are kept besides memory; `value` undefined means deleted. */
export interface DocumentPersistence {
  readonly initial: readonly { readonly collection: string; readonly key: string; readonly value: string }[];
  save(collection: string, key: string, value: string | undefined): Promise<void>;
}

/** Nowhere else: gone with the process. */
export const memoryOnly: DocumentPersistence = { initial: [], save: () => Promise.resolve() };

/** All documents as JSON text in memory, so that every read is a look-up; changes go on to `persistence`. */
export function createDocuments(persistence: DocumentPersistence): DocumentStore {
  const collections = new Map<string, Map<string, string>>();
  const collectionOf = (name: string): Map<string, string> => {
    const existing = collections.get(name);
    if (existing !== undefined) return existing;
    const created = new Map<string, string>();
    collections.set(name, created);
    return created;
  };
  const keep = (collection: string, key: string, text: string | undefined): void => {
    if (text === undefined) collectionOf(collection).delete(key);
    else collectionOf(collection).set(key, text);
  };
  /** What could not be written is not true: memory goes back, unless it has been changed again since. */
  const change = async (collection: string, key: string, text: string | undefined): Promise<void> => {
    const before = collectionOf(collection).get(key);
    keep(collection, key, text);
    try {
      await persistence.save(collection, key, text);
    } catch (error) {
      if (collectionOf(collection).get(key) === text) keep(collection, key, before);
      throw error;
    }
  };
  for (const { collection, key, value } of persistence.initial) collectionOf(collection).set(key, value);

  return {
    get(collection, key) {
      const text = collections.get(collection)?.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    list(collection) {
      const entries = [...(collections.get(collection) ?? [])];
      entries.sort(([a], [b]) => (a < b ? -1 : 1));
      return entries.map(([key, text]) => ({ key, value: JSON.parse(text) as unknown }));
    },
    async put(collection, key, value) {
      await change(collection, key, JSON.stringify(value ?? null));
    },
    async delete(collection, key) {
      if (collectionOf(collection).has(key)) await change(collection, key, undefined);
    },
  };
}
