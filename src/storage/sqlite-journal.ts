import type { GroupCommit } from './group-commit.js';
import type { SqliteDatabase } from './sqlite-database.js';
import type { EventJournal, PendingEvent } from './storage.js';

interface EventRow {
  readonly request_id: string;
  readonly function_reference: string;
  readonly accepted_at_ms: number;
  readonly attributes: string;
  readonly attempts: number;
}

const columns = 'request_id, function_reference, accepted_at_ms, attributes, attempts';

/** The journal in the `events` table. */
export function sqliteJournal(database: SqliteDatabase, commits: GroupCommit): EventJournal {
  const insert = database.prepare(`INSERT OR REPLACE INTO events (${columns}, payload) VALUES (?, ?, ?, ?, ?, ?)`);
  const countStart = database.prepare('UPDATE events SET attempts = attempts + 1 WHERE request_id = ?');
  const remove = database.prepare('DELETE FROM events WHERE request_id = ?');
  const selectAll = database.prepare(`SELECT ${columns} FROM events ORDER BY position`);
  const selectOne = database.prepare(`SELECT ${columns}, payload FROM events WHERE request_id = ?`);

  return {
    append: ({ requestId, functionReference, acceptedAtMs, attributes, attempts, payload }) =>
      commits.write(() => {
        insert.run(requestId, functionReference, acceptedAtMs, JSON.stringify(attributes), attempts, payload);
      }),
    markStarted: (requestId) => commits.write(() => countStart.run(requestId)),
    settle: (requestId) => commits.write(() => remove.run(requestId)),
    pending() {
      commits.flush();
      return (selectAll.all() as EventRow[]).map(toPendingEvent);
    },
    read(requestId) {
      commits.flush();
      const row = selectOne.get(requestId) as (EventRow & { payload: Uint8Array }) | undefined;
      return row === undefined ? undefined : { ...toPendingEvent(row), payload: bufferOver(row.payload) };
    },
  };
}

function toPendingEvent(row: EventRow): PendingEvent {
  return {
    requestId: row.request_id,
    functionReference: row.function_reference,
    acceptedAtMs: row.accepted_at_ms,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    attempts: row.attempts,
  };
}

function bufferOver(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
