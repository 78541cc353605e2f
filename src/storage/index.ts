export { acquireDataFolder, type DataFolderClaim, type DataFolderLock } from './data-folder-lock.js';
export { type DataFolderOwner, dataFolderOwner } from './data-folder-owner.js';
export { ephemeralOwners, publishEphemeral } from './ephemeral-owners.js';
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
