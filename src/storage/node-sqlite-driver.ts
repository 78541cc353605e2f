import type { SqliteDatabase, SqliteDriver } from './sqlite-database.js';

/** Whether `node:sqlite` of this Node version loads without an experimental warning (release candidate since 24.15 and 25.7). */
export function nodeSqliteIsStable(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major >= 26 || (major === 25 && minor >= 7) || (major === 24 && minor >= 15);
}

/** Node's own SQLite, or undefined where this Node has none. Where it is not stable yet, Node prints its warning once. */
export function loadNodeSqliteDriver(): SqliteDriver | undefined {
  const sqlite = process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined;
  if (sqlite === undefined) return undefined;
  return { name: 'node:sqlite', open: (file) => new sqlite.DatabaseSync(file) };
}

/** Declared here because the type definitions of the oldest supported Node have no such module. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => SqliteDatabase;
}
