import { statSync } from 'node:fs';
import { PlatformError } from '../base/index.js';
import { deleted, describeDatabaseError } from './describe-database-error.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database.js';

/** The same database, whose errors name the file and the remedy; nothing is written any more to a file that somebody has deleted. */
export function guardDatabase(database: SqliteDatabase, file: string): SqliteDatabase {
  const inode = statSync(file).ino;
  const begin = (sql: string): unknown => {
    if (statSync(file, { throwIfNoEntry: false })?.ino !== inode) throw new Error(deleted);
    return database.exec(sql);
  };
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw new PlatformError(describeDatabaseError(error, file), { cause: error });
    }
  };
  return {
    exec: (sql) => guarded(() => (sql.startsWith('BEGIN') ? begin(sql) : database.exec(sql))),
    close: () => database.close(),
    prepare(sql): SqliteStatement {
      const statement = guarded(() => database.prepare(sql));
      return {
        run: (...parameters) => guarded(() => statement.run(...parameters)),
        get: (...parameters) => guarded(() => statement.get(...parameters)),
        all: (...parameters) => guarded(() => statement.all(...parameters)),
      };
    },
  };
}
