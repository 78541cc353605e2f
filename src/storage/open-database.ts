import { statSync } from 'node:fs';
import { messageOf, UserError } from '../base/index.js';
import { guardDatabase } from './guarded-database.js';
import type { SqliteDatabase, SqliteDriver } from './sqlite-database.js';

const schemaVersion = 2;

/** A backlog of gigabytes would hold up the start for too long. */
const mostBytesChecked = 256 * 1024 * 1024;

const jsonColumns = [
  { table: 'documents', column: 'value' },
  { table: 'events', column: 'attributes' },
  { table: 'events', column: 'progress' },
] as const;

/**
 * Opens and, where it is new, fills the database file; its lock is held until `close`, and given up by the system when the
 * process dies. Throws a `UserError` when the file is in use, damaged or of a newer Hearth.
 */
export function openDatabase(driver: SqliteDriver, file: string): SqliteDatabase {
  let database: SqliteDatabase | undefined;
  try {
    database = driver.open(file);
    configure(database);
    const isSmall = statSync(file).size <= mostBytesChecked;
    if (isSmall) checkPages(database);
    migrate(database, file);
    if (isSmall) checkEntries(database);
    return guardDatabase(database, file);
  } catch (error) {
    database?.close();
    throw error instanceof UserError ? error : explain(error, file);
  }
}

function configure(database: SqliteDatabase): void {
  // One writer for the file's whole life: no shared-memory file, and a second Hearth is refused even across containers.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  // A commit is in the system's page cache when it returns: it survives the death of the process, though not a power cut.
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('BEGIN IMMEDIATE; COMMIT');
}

/** What cannot be read is to stop the start, not the first who asks for it. */
function checkPages(database: SqliteDatabase): void {
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') throw new Error(`it is damaged (${found})`);
}

function checkEntries(database: SqliteDatabase): void {
  for (const { table, column } of jsonColumns) {
    const broken = database.prepare(`SELECT 1 FROM ${table} WHERE NOT json_valid(${column}) LIMIT 1`).get();
    if (broken !== undefined) throw new Error(`it is damaged (an entry of "${table}" is not what was written)`);
  }
}

function migrate(database: SqliteDatabase, file: string): void {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found > schemaVersion) {
    throw new UserError(
      `The data in "${file}" was written by a newer Hearth (schema ${found}, this one knows ${schemaVersion}). ` +
        'Update Hearth, or pass another folder with --data-dir.',
    );
  }
  if (found === schemaVersion) return;
  database.exec(`BEGIN; ${found === 0 ? documentsTable : 'ALTER TABLE events RENAME TO old_events;'} ${eventsTable}`);
  if (found === 1) database.exec(moveOldEvents);
  database.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`);
}

const documentsTable = `
  CREATE TABLE documents (
    collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, key)
  ) WITHOUT ROWID;`;

/** What may be long stands last: whatever stands behind it can only be reached through it. */
const eventsTable = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL UNIQUE, function_reference TEXT NOT NULL,
    accepted_at_ms INTEGER NOT NULL, attributes TEXT NOT NULL, attempts INTEGER NOT NULL, state TEXT NOT NULL,
    progress TEXT NOT NULL, response BLOB, payload BLOB NOT NULL
  );
  CREATE INDEX events_by_state ON events (state);`;

const moveOldEvents = `
  INSERT INTO events (position, request_id, function_reference, accepted_at_ms, attributes, attempts, state, progress, payload)
    SELECT position, request_id, function_reference, accepted_at_ms, attributes, attempts, 'waiting', '{}', payload FROM old_events;
  DROP TABLE old_events;`;

function explain(error: unknown, file: string): UserError {
  const message = messageOf(error);
  if (/locked|busy/i.test(message)) {
    return new UserError(
      `The data folder is in use by another Hearth: "${file}". Stop the other one, or pass --data-dir or --ephemeral.`,
      { cause: error },
    );
  }
  return new UserError(
    `The database "${file}" cannot be opened: ${message}. Move it away, or pass another folder with --data-dir, or --ephemeral.`,
    { cause: error },
  );
}
