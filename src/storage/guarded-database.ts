import { PlatformError } from '../base/index.js';
import { describeDatabaseError } from './describe-database-error.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database.js';

/** The same database, whose errors name the file and the remedy. */
export function guardDatabase(database: SqliteDatabase, file: string): SqliteDatabase {
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw new PlatformError(describeDatabaseError(error, file), { cause: error });
    }
  };
  return {
    exec: (sql) => guarded(() => database.exec(sql)),
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
