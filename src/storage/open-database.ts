import { statSync } from 'node:fs';
import { messageOf, UserError } from '../base/index.js';
import { guardDatabase } from './guarded-database.js';
import type { SqliteDatabase, SqliteDriver } from './sqlite-database.js';

const schemaVersion = 1;

/** A backlog of gigabytes would hold up the start for too long. */
const mostBytesChecked = 256 * 1024 * 1024;

const jsonColumns = [
  { table: 'documents', column: 'value' },
  { table: 'events', column: 'attributes' },
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
    check(database, file);
    migrate(database, file);
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
function check(database: SqliteDatabase, file: string): void {
  if (statSync(file).size > mostBytesChecked) return;
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') throw new Error(`it is damaged (${found})`);
  const known = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
  for (const { table, column } of jsonColumns.filter((each) => known.some(({ name }) => name === each.table))) {
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
  database.exec(`
    BEGIN;
    CREATE TABLE documents (
      collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (collection, key)
    ) WITHOUT ROWID;
    CREATE TABLE events (
      position INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL UNIQUE, function_reference TEXT NOT NULL,
      accepted_at_ms INTEGER NOT NULL, attributes TEXT NOT NULL, attempts INTEGER NOT NULL, payload BLOB NOT NULL
    );
    PRAGMA user_version = ${schemaVersion};
    COMMIT;
  `);
}

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
