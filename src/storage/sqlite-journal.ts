import type { GroupCommit } from './group-commit.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { type EventJournal, type JournalState, notEnded, type PendingEvent } from './storage.js';

interface EventRow {
  readonly position: number;
  readonly request_id: string;
  readonly function_reference: string;
  readonly accepted_at_ms: number;
  readonly attributes: string;
  readonly attempts: number;
  readonly state: JournalState;
  readonly progress: string;
}

const columns = 'request_id, function_reference, accepted_at_ms, attributes, attempts, state, progress';

/** The journal in the `events` table. */
export function sqliteJournal(database: SqliteDatabase, commits: GroupCommit): EventJournal {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO events (${columns}, response, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const countStart = database.prepare('UPDATE events SET attempts = attempts + 1 WHERE request_id = ?');
  const update = database.prepare(
    'UPDATE events SET state = ?, progress = ?, response = coalesce(?, response) WHERE request_id = ?',
  );
  const remove = database.prepare('DELETE FROM events WHERE request_id = ?');
  const selectOne = database.prepare(`SELECT position, ${columns}, response, payload FROM events WHERE request_id = ?`);
  const countAll = database.prepare('SELECT state, count(*) AS count FROM events GROUP BY state');
  const selectPage = database.prepare(
    `SELECT position, ${columns} FROM events WHERE state IN (SELECT value FROM json_each(?)) AND position > ? ORDER BY position LIMIT ?`,
  );
  const removeOldest = database.prepare(
    `DELETE FROM events WHERE state IN (SELECT value FROM json_each(?)) AND position <= (
       SELECT position FROM events WHERE state IN (SELECT value FROM json_each(?)) ORDER BY position DESC LIMIT 1 OFFSET ?
     )`,
  );

  /** Events of which something waits to be written: only a read of one of those needs to write first. */
  const unwritten = new Map<string, number>();
  const write = async (requestId: string, act: () => void): Promise<void> => {
    unwritten.set(requestId, (unwritten.get(requestId) ?? 0) + 1);
    try {
      await commits.write(act);
    } finally {
      const left = (unwritten.get(requestId) ?? 1) - 1;
      if (left > 0) unwritten.set(requestId, left);
      else unwritten.delete(requestId);
    }
  };

  return {
    append: (event) =>
      write(event.requestId, () => {
        const { requestId, functionReference, acceptedAtMs, attributes, attempts, payload } = event;
        const { state = 'waiting', progress = {}, response = null } = event;
        const texts = [JSON.stringify(attributes), attempts, state, JSON.stringify(progress)] as const;
        insert.run(requestId, functionReference, acceptedAtMs, ...texts, response, payload);
      }),
    markStarted: (requestId) => write(requestId, () => countStart.run(requestId)),
    change: (requestId, { state, progress, response }) =>
      write(requestId, () => update.run(state, JSON.stringify(progress), response ?? null, requestId)),
    settle: (requestId) => write(requestId, () => remove.run(requestId)),
    forgetOldest: (states, keep) =>
      commits.write(() => removeOldest.run(JSON.stringify(states), JSON.stringify(states), keep)),
    list({ states = notEnded, after = 0, limit = -1 } = {}) {
      commits.flush();
      return (selectPage.all(JSON.stringify(states), after, limit) as EventRow[]).map(toPendingEvent);
    },
    counts() {
      commits.flush();
      const rows = countAll.all() as { readonly state: JournalState; readonly count: number }[];
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    read(requestId) {
      if (unwritten.has(requestId)) commits.flush();
      const row = selectOne.get(requestId) as
        (EventRow & { payload: Uint8Array; response: Uint8Array | null }) | undefined;
      if (row === undefined) return undefined;
      const { payload, response } = row;
      return {
        ...toPendingEvent(row),
        payload: bufferOver(payload),
        ...(response !== null && { response: bufferOver(response) }),
      };
    },
  };
}

function toPendingEvent(row: EventRow): PendingEvent {
  return {
    position: row.position,
    requestId: row.request_id,
    functionReference: row.function_reference,
    acceptedAtMs: row.accepted_at_ms,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    attempts: row.attempts,
    state: row.state,
    progress: JSON.parse(row.progress) as Record<string, unknown>,
  };
}

function bufferOver(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
