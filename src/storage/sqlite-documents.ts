import type { DocumentPersistence } from './documents.js';
import type { GroupCommit } from './group-commit.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** Documents in the `documents` table. */
export function sqliteDocuments(database: SqliteDatabase, commits: GroupCommit): DocumentPersistence {
  const upsert = database.prepare('INSERT OR REPLACE INTO documents (collection, key, value) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM documents WHERE collection = ? AND key = ?');
  return {
    initial: database.prepare('SELECT collection, key, value FROM documents').all() as DocumentPersistence['initial'],
    save: (collection, key, value) =>
      commits.write(() => {
        if (value === undefined) remove.run(collection, key);
        else upsert.run(collection, key, value);
      }),
  };
}
