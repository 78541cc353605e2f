export type { CodeStore, DocumentStore, EventJournal, JournaledEvent, Storage, StoredCode } from './storage.js';
