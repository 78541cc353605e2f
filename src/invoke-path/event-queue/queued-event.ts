import type { Clock } from '../../base/index.js';
import type { FunctionKey } from '../../registry/index.js';
import type { JournalChange, PendingEvent } from '../../storage/index.js';
import { progressOf } from './event-progress.js';
import { functionOf } from './journaled-request.js';
import type { LaneEntry } from './lanes/index.js';

/** An event that has not ended. Its payload stays in the journal until it runs. */
export interface QueuedEvent extends LaneEntry {
  readonly requestId: string;
  readonly function: FunctionKey;
  readonly acceptedAtMs: number;
  /** An earlier Hearth accepted it: its function may only be missing from this start. */
  readonly recovered: boolean;
  /** Monotonic milliseconds: its age must not follow a wall clock that is set anew while Hearth runs. */
  readonly bornMs: number;
  attempts: number;
  /** Runs that ended with a function error. */
  runs: number;
  /** Attempts in a row that the function did not see. */
  throttles: number;
  lastError: string | undefined;
  /** What the journal does not know yet, because it could not be written: it comes before all else. */
  unwritten: JournalChange | 'settled' | undefined;
}

/** A delay that an earlier Hearth began goes on, but never for longer than any delay can last: the wall clock may have been set. */
const longestDelayMs = 300_000;

export function toQueuedEvent(
  event: PendingEvent,
  { clock, functions, recovered }: { clock: Clock; functions: SharedKeys; recovered: boolean },
): QueuedEvent {
  const { requestId, acceptedAtMs, attempts } = event;
  const { runs = 0, nextAtMs = 0, lastError, replayedAtMs = acceptedAtMs } = progressOf(event);
  const [now, nowMs] = [clock.now(), clock.monotonicMs()];
  const { lane, key } = functions.of(functionOf(event));
  return {
    lane,
    order: 0,
    function: key,
    requestId,
    acceptedAtMs,
    recovered,
    bornMs: nowMs - Math.max(0, now - replayedAtMs),
    dueMs: nowMs + Math.min(longestDelayMs, Math.max(0, nextAtMs - now)),
    attempts,
    runs,
    throttles: 0,
    lastError,
    unwritten: undefined,
  };
}

/** One object and one text for each function, shared by all of its events. */
export class SharedKeys {
  readonly #byLane = new Map<string, { readonly lane: string; readonly key: FunctionKey }>();

  of(key: FunctionKey): { readonly lane: string; readonly key: FunctionKey } {
    const lane = `${key.account}:${key.region}:${key.name}`;
    const existing = this.#byLane.get(lane);
    if (existing !== undefined) return existing;
    const created = { lane, key };
    this.#byLane.set(lane, created);
    return created;
  }

  /** The function behind a lane. */
  behind(lane: string): FunctionKey | undefined {
    return this.#byLane.get(lane)?.key;
  }
}
