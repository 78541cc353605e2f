/** What `node:sqlite` and better-sqlite3 have in common, and all that Hearth uses of either. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

export interface SqliteStatement {
  run(...parameters: readonly SqliteValue[]): unknown;
  get(...parameters: readonly SqliteValue[]): unknown;
  all(...parameters: readonly SqliteValue[]): unknown[];
}

export type SqliteValue = string | number | Uint8Array | null;

/** One way to open a database file; `open` throws SQLite's own error. */
export interface SqliteDriver {
  readonly name: string;
  open(file: string): SqliteDatabase;
}
