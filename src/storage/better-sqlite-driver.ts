import type { SqliteDatabase, SqliteDriver } from './sqlite-database.js';

/** The optional dependency better-sqlite3; rejects when it is not installed or its binary does not load. */
export async function loadBetterSqliteDriver(): Promise<SqliteDriver> {
  const { default: BetterSqlite } = await import('better-sqlite3');
  // The binary is loaded by the first database, not by the import.
  new BetterSqlite(':memory:').close();
  return {
    name: 'better-sqlite3',
    // Without a time limit a locked file would block the whole process for five seconds. The cast: its statements are generic.
    open: (file) => new BetterSqlite(file, { timeout: 0 }) as unknown as SqliteDatabase,
  };
}
