export { acquireDataFolder, type DataFolderClaim, type DataFolderLock } from './data-folder-lock.js';
export { dataFolderOwner } from './data-folder-owner.js';
export { openStorage, type StorageOptions } from './open-storage.js';
export type {
  CodeStore,
  DocumentStore,
  EventJournal,
  JournalChange,
  JournaledEvent,
  JournalState,
  PendingEvent,
  Storage,
  StoredCode,
} from './storage.js';
