import { type Deferred, deferred, PlatformError } from '../base/index.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** Collects the writes of one turn of the event loop into one transaction: hundreds of thousands a second instead of thousands. */
export class GroupCommit {
  #writes: (() => void)[] = [];
  #committed: Deferred<void> = deferred();
  #closed = false;

  constructor(private readonly database: SqliteDatabase) {}

  /** Runs `write` inside the next transaction; settles when that is committed, rejects when it was rolled back. */
  write(write: () => void): Promise<void> {
    if (this.#closed) return Promise.reject(new PlatformError('The storage is closed; nothing is written any more.'));
    this.#writes.push(write);
    if (this.#writes.length === 1) setImmediate(() => this.flush());
    return this.#committed.promise;
  }

  /** Commits at once what is waiting. */
  flush(): void {
    if (this.#writes.length === 0) return;
    const writes = this.#writes;
    const committed = this.#committed;
    this.#writes = [];
    this.#committed = deferred();
    try {
      this.#runTransaction(writes);
      committed.resolve();
    } catch (error) {
      committed.reject(error);
    }
  }

  close(): void {
    this.flush();
    this.#closed = true;
  }

  #runTransaction(writes: readonly (() => void)[]): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      for (const write of writes) write();
      this.database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #rollBack(): void {
    try {
      this.database.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself (disk full, I/O error); the first error is the one to report.
    }
  }
}
