import { messageOf } from '../base/index.js';
import { loadBetterSqliteDriver } from './better-sqlite-driver.js';
import { loadNodeSqliteDriver, nodeSqliteIsStable } from './node-sqlite-driver.js';
import type { SqliteDriver } from './sqlite-database.js';

/** The driver, or why there is none. */
export type SqliteDriverSearch = { readonly driver: SqliteDriver } | { readonly missing: string };

/** Node's own SQLite where it is stable, else better-sqlite3, else Node's own in spite of its experimental warning. */
export async function loadSqliteDriver(nodeVersion: string = process.versions.node): Promise<SqliteDriverSearch> {
  const stable = nodeSqliteIsStable(nodeVersion) ? loadNodeSqliteDriver() : undefined;
  if (stable !== undefined) return { driver: stable };
  try {
    return { driver: await loadBetterSqliteDriver() };
  } catch (error) {
    const experimental = loadNodeSqliteDriver();
    if (experimental !== undefined) return { driver: experimental };
    const [reason] = messageOf(error).split('\n');
    return {
      missing: `Node ${nodeVersion} has no SQLite of its own and better-sqlite3 does not load (${reason ?? ''})`,
    };
  }
}
