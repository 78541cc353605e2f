import { setMaxListeners } from 'node:events';
import { type Clock, type Logger, messageOf } from '../../base/index.js';
import { serviceUnavailable } from '../../model/index.js';
import type { FunctionRegistry } from '../../registry/index.js';
import type { PendingEvent, Storage } from '../../storage/index.js';
import type { InvokeFrontend } from '../invoke-frontend/index.js';
import { attempt, type AttemptResult } from './attempt.js';
import type { EventQueue } from './event-queue.js';
import { FunctionLane } from './function-lane.js';
import { functionNameOf, toInvokeRequest, toJournaledEvent } from './journaled-request.js';

export interface EventQueueDependencies {
  readonly frontend: Pick<InvokeFrontend, 'check' | 'invoke'>;
  readonly functions: Pick<FunctionRegistry, 'reservedConcurrency'>;
  readonly storage: Pick<Storage, 'durable' | 'journal'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long running events may go on when Hearth stops; asked once, then. */
  readonly shutdownGraceMs: () => number;
  /** Events of one function that run at once at most; its reserved concurrency, where lower, bounds them too. */
  readonly concurrencyPerFunction: number;
}

/** An event that has not ended. Its payload stays in the journal until it runs. */
interface QueuedEvent {
  readonly requestId: string;
  readonly functionName: string;
  readonly acceptedAtMs: number;
  /** An earlier Hearth accepted it: its function may only be missing from this start. */
  readonly recovered: boolean;
  /** Monotonic milliseconds: its age must not follow a wall clock that is set anew while Hearth runs. */
  readonly bornMs: number;
  attempts: number;
  /** It has run, or was given up; only the journal does not know yet. */
  ended: boolean;
}

/** AWS's default for `MaximumEventAgeInSeconds` (developer guide, "Configuring error handling settings for asynchronous invocations"). */
const maximumAgeMs = 6 * 3_600_000;

export function createEventQueue(dependencies: EventQueueDependencies): EventQueue {
  const { frontend, functions, storage, clock, logger, concurrencyPerFunction } = dependencies;
  const { journal } = storage;
  const lanes = new Map<string, FunctionLane<QueuedEvent>>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const running = new Set<Promise<boolean>>();
  let started = false;
  let graceIsOver = false;

  return {
    async accept(request) {
      if (closing.signal.aborted) throw serviceUnavailable('Hearth is stopping.');
      const target = frontend.check(request);
      const event = toJournaledEvent(request, target.requestId, clock.now());
      await journal.append(event);
      enqueue(event, false);
      return target;
    },

    start() {
      if (started) return;
      const known = new Set(allEvents().map(({ requestId }) => requestId));
      const recovered = journal.pending().filter(({ requestId }) => !known.has(requestId));
      tellRecovered(recovered);
      for (const event of recovered) enqueue(event, true);
      started = true;
      for (const lane of lanes.values()) lane.pump();
    },

    depth: () => allEvents().length,

    snapshot: () =>
      [...lanes.values()].flatMap((lane) => [
        ...[...lane.running].map((event) => viewOf(event, 'running')),
        ...[...lane.waiting].map((event) => viewOf(event, 'waiting')),
      ]),

    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return;
      for (const lane of lanes.values()) lane.close();
      closing.abort(serviceUnavailable('Hearth is stopping.'));
      await withinGrace(Promise.all(running));
      graceIsOver = true;
      tellLeftOver(allEvents().length);
    },
  };

  function allEvents(): readonly QueuedEvent[] {
    return [...lanes.values()].flatMap((lane) => [...lane.running, ...lane.waiting]);
  }

  function enqueue(event: PendingEvent, recovered: boolean): void {
    const { requestId, acceptedAtMs, attempts } = event;
    const functionName = functionNameOf(event);
    const bornMs = clock.monotonicMs() - Math.max(0, clock.now() - acceptedAtMs);
    laneOf(functionName).add({ requestId, functionName, acceptedAtMs, recovered, bornMs, attempts, ended: false });
  }

  function laneOf(functionName: string): FunctionLane<QueuedEvent> {
    const existing = lanes.get(functionName);
    if (existing !== undefined) return existing;
    const lane: FunctionLane<QueuedEvent> = new FunctionLane({
      clock,
      // A reservation of 0 throttles everything: one event after the other is told so.
      concurrency: () =>
        started
          ? Math.min(concurrencyPerFunction, Math.max(1, functions.reservedConcurrency(functionName) ?? Infinity))
          : 0,
      run: (event) => {
        const run = runOnce(event, lane).finally(() => running.delete(run));
        running.add(run);
        return run;
      },
    });
    lanes.set(functionName, lane);
    return lane;
  }

  /** Answers whether the event has ended. */
  async function runOnce(event: QueuedEvent, lane: FunctionLane<QueuedEvent>): Promise<boolean> {
    try {
      if (event.ended) return await settle(event);
      const journaled = journal.read(event.requestId);
      if (journaled === undefined) return true;
      event.attempts += 1;
      await journal.markStarted(event.requestId);
      const result = await attempt(frontend, { ...toInvokeRequest(journaled), signal: closing.signal });
      // What ends after the grace was ended by Hearth, or may have been: it runs again at the next start.
      return graceIsOver ? false : await conclude(event, result, lane);
    } catch (error) {
      // The journal cannot be read or written: the event is still in it.
      if (closing.signal.aborted) return false;
      const { nextPauseMs } = lane;
      if (lane.pause()) {
        logger.error(
          `The asynchronous event "${event.requestId}" for the function "${event.functionName}" could not be recorded, and is ` +
            `tried again in ${nextPauseMs / 1000} s: ${messageOf(error)}`,
        );
      }
      return false;
    }
  }

  async function conclude(
    event: QueuedEvent,
    result: AttemptResult,
    lane: FunctionLane<QueuedEvent>,
  ): Promise<boolean> {
    switch (result.result) {
      case 'ran':
        lane.endPause();
        // While Hearth stops it may be Hearth that ended the function: the event runs again at the next start.
        if (result.functionError !== undefined && closing.signal.aborted) return false;
        if (result.functionError !== undefined) tell(event, `ended with the function error "${result.functionError}"`);
        return settle(event);
      case 'postponed':
        return postponeOrGiveUp(event, result.reason, lane);
      case 'unknown-function':
        return event.recovered ? postponeOrGiveUp(event, result.reason, lane) : giveUp(event, result.reason);
      case 'refused':
        return giveUp(event, result.reason);
    }
  }

  async function postponeOrGiveUp(
    event: QueuedEvent,
    reason: string,
    lane: FunctionLane<QueuedEvent>,
  ): Promise<boolean> {
    if (closing.signal.aborted) return false;
    if (functions.reservedConcurrency(event.functionName) === 0) {
      return giveUp(event, 'the reserved concurrency of its function is 0');
    }
    const { nextPauseMs } = lane;
    if (clock.monotonicMs() - event.bornMs + nextPauseMs > maximumAgeMs) {
      return giveUp(event, `it is older than ${maximumAgeMs / 3_600_000} hours, and still: ${reason}`);
    }
    if (lane.pause()) {
      tell(event, `and all others of this function are tried again in ${nextPauseMs / 1000} s: ${reason}`);
    }
    return false;
  }

  async function giveUp(event: QueuedEvent, reason: string): Promise<true> {
    tell(event, `was given up: ${reason}`);
    return settle(event);
  }

  async function settle(event: QueuedEvent): Promise<true> {
    event.ended = true;
    await journal.settle(event.requestId);
    return true;
  }

  function tell({ requestId, functionName }: QueuedEvent, what: string): void {
    logger.warn(
      `The asynchronous event "${requestId}" for the function "${functionName}" ${what.replace(/\.$/, '')}.`,
      {
        requestId,
        functionName,
      },
    );
  }

  function tellRecovered(events: readonly PendingEvent[]): void {
    if (events.length === 0) return;
    const begun = events.filter(({ attempts }) => attempts > 0).length;
    const twice = begun === 0 ? '' : ` ${begun} of them had been begun and may run a second time.`;
    logger.info(`${events.length} asynchronous events accepted by an earlier Hearth are run now.${twice}`);
  }

  function tellLeftOver(count: number): void {
    if (count === 0) return;
    if (storage.durable) logger.info(`${count} asynchronous events have not run; the next start runs them.`);
    else logger.warn(`${count} asynchronous events have not run and are lost, because data is kept in memory only.`);
  }

  async function withinGrace(work: Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancelTimer = clock.schedule(dependencies.shutdownGraceMs(), resolve);
      void work.finally(() => {
        cancelTimer();
        resolve();
      });
    });
  }
}

function viewOf(event: QueuedEvent, state: 'waiting' | 'running') {
  const { requestId, functionName, acceptedAtMs, attempts } = event;
  return { requestId, functionName, acceptedAtMs, attempts, state };
}
