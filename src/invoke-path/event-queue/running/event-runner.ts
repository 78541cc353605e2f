import { type Clock, type Logger, messageOf } from '../../../base/index.js';
import type { LambdaMetrics, MetricSeries } from '../../../metrics/index.js';
import type { EventJournal, JournalChange, JournaledEvent } from '../../../storage/index.js';
import type { InvokeFrontend } from '../../invoke-frontend/index.js';
import type { Conclusion, Condition } from '../deliveries/conclusion.js';
import { backOffMs } from '../back-off.js';
import { forgetOldEnds } from '../forget-old-ends.js';
import { tellOf } from '../event-log.js';
import { type EventProgress, progressOf, toProgress } from '../event-progress.js';
import { calledOf, toInvokeRequest } from '../journaled-request.js';
import type { QueuedEvent } from '../queued-event.js';
import type { ScaledTime } from '../time-scale.js';
import { attempt, type Attempt } from './attempt.js';
import { type EventConfigurations, retryPolicy, whomToTell } from './event-configuration.js';
import { isTooOld, type NextStep, nextStep } from './next-step.js';

export interface EventRunnerDependencies {
  readonly frontend: Pick<InvokeFrontend, 'invoke'>;
  readonly configurations: EventConfigurations;
  readonly journal: EventJournal;
  readonly time: ScaledTime;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<LambdaMetrics, 'of'>;
  readonly chance: () => number;
  /** Aborted when Hearth begins to stop. */
  readonly closing: AbortSignal;
  /** What ends from then on was ended by Hearth, or may have been: it runs again at the next start. */
  readonly graceIsOver: () => boolean;
  /** Begins nothing of the event's function for a while; answers for how long, undefined when it was pausing already. */
  readonly pause: (event: QueuedEvent, durationOf: (pauses: number) => number) => number | undefined;
  readonly endPause: (event: QueuedEvent) => void;
  /** Has those told who are to be, once the journal knows that the event ended. */
  readonly deliver: (requestId: string) => void;
}

/** Runs events one attempt at a time, and writes down what comes next before it is so. */
export class EventRunner {
  constructor(private readonly dependencies: EventRunnerDependencies) {}

  /** Answers whether the event has left the queue. Never rejects. */
  async runOnce(event: QueuedEvent): Promise<boolean> {
    const { journal, closing, logger } = this.dependencies;
    try {
      if (event.unwritten !== undefined) return await this.#write(event, event.unwritten);
      const journaled = journal.read(event.requestId);
      if (journaled === undefined) return true;
      return await this.#attempt(event, journaled);
    } catch (error) {
      // The journal cannot be read or written: the event is still in it.
      if (closing.aborted) return false;
      const pauseMs = this.#pause(event);
      if (pauseMs === undefined) return false;
      logger.error(
        `The asynchronous event "${event.requestId}" for the function "${event.function.name}" could not be recorded, and is ` +
          `tried again in ${secondsOf(pauseMs)}: ${messageOf(error)}`,
      );
      return false;
    }
  }

  async #attempt(event: QueuedEvent, journaled: JournaledEvent): Promise<boolean> {
    const { frontend, journal, time, closing, graceIsOver, configurations } = this.dependencies;
    const ageMs = time.since(event.bornMs);
    if (isTooOld(ageMs, retryPolicy(configurations, event.function, journaled.attributes['qualifier']))) {
      return this.#end(event, journaled, 'EventAgeExceeded', undefined);
    }
    event.attempts += 1;
    await journal.markStarted(event.requestId);
    this.#seriesOf(journaled).waitedMs(ageMs);
    const attempted = await attempt(frontend, { ...toInvokeRequest(journaled), signal: closing });
    if (graceIsOver()) return false;
    // While Hearth stops it may be Hearth that ended the function, or kept it from running.
    if (closing.aborted && attempted.outcome !== 'success') return false;
    return this.#settle(event, journaled, attempted);
  }

  async #settle(event: QueuedEvent, journaled: JournaledEvent, attempted: Attempt): Promise<boolean> {
    const { configurations, time, chance, endPause } = this.dependencies;
    const missed = isMissed(attempted);
    if (!missed) {
      event.runs += 1;
      endPause(event);
    }
    event.lastError = attempted.outcome === 'success' ? undefined : reasonOf(attempted);
    const policy = retryPolicy(configurations, event.function, journaled.attributes['qualifier']);
    const counts = { runs: event.runs, throttles: event.throttles, ageMs: time.since(event.bornMs) };
    // A project's function that is missing from this start may come with the next save of its file.
    const outcome =
      attempted.outcome === 'unknown-function' && event.recovered ? ('system-error' as const) : attempted.outcome;
    const next = nextStep(outcome, counts, policy, chance());
    if (next.step === 'end') return this.#end(event, journaled, next.condition, attempted);
    return this.#again(event, journaled, next, missed);
  }

  async #again(
    event: QueuedEvent,
    journaled: JournaledEvent,
    { delayMs }: Extract<NextStep, { step: 'again' }>,
    missed: boolean,
  ): Promise<boolean> {
    const { time, logger } = this.dependencies;
    const { lastError = '' } = event;
    event.dueMs = time.after(delayMs);
    if (missed) {
      event.throttles += 1;
      const pauseMs = this.#pause(event);
      if (pauseMs !== undefined) {
        tellOf(logger, event, `and all others of this function are tried again in ${secondsOf(pauseMs)}: ${lastError}`);
      }
      return false;
    }
    event.throttles = 0;
    tellOf(
      logger,
      event,
      `ended with the function error "${lastError}", and is tried again in ${secondsOf(time.toReal(delayMs))}`,
    );
    const progress = { ...this.#progress(event, journaled), nextAtMs: time.wallAt(event.dueMs) };
    return this.#write(event, { state: 'waiting', progress: toProgress(progress) });
  }

  async #end(
    event: QueuedEvent,
    journaled: JournaledEvent,
    condition: Condition,
    attempted: Attempt | undefined,
  ): Promise<boolean> {
    const { configurations, logger, clock } = this.dependencies;
    const { qualifier } = journaled.attributes;
    const deliveries = whomToTell(configurations, event.function, { qualifier, condition });
    if (condition !== 'Success') {
      this.#seriesOf(journaled).counts.AsyncEventsDropped += 1;
      tellOf(logger, event, givenUp(condition, event, deliveries.length > 0));
    }
    if (condition === 'Success' && deliveries.length === 0) return this.#write(event, 'settled');
    const conclusion = concluded(condition, attempted, { runs: event.runs, endedAtMs: clock.now() });
    const progress = { ...this.#progress(event, journaled), conclusion, deliveries };
    const state = deliveries.length > 0 ? 'delivering' : 'dropped';
    const response = attempted !== undefined && !isMissed(attempted) ? { response: attempted.response } : {};
    return this.#write(event, { state, progress: toProgress(progress), ...response });
  }

  #seriesOf(journaled: JournaledEvent): MetricSeries {
    return this.dependencies.metrics.of(calledOf(journaled));
  }

  #progress({ runs, lastError }: QueuedEvent, journaled: JournaledEvent): EventProgress {
    const { replayedAtMs } = progressOf({ progress: journaled.progress ?? {} });
    return {
      runs,
      ...(lastError !== undefined && { lastError }),
      ...(replayedAtMs !== undefined && { replayedAtMs }),
    };
  }

  /** Until it is written it is all that the event has ahead of it, and its function does not run again. */
  async #write(event: QueuedEvent, change: JournalChange | 'settled'): Promise<boolean> {
    const { journal, deliver } = this.dependencies;
    const { requestId } = event;
    event.unwritten = change;
    if (change === 'settled') await journal.settle(requestId);
    else await journal.change(requestId, change);
    event.unwritten = undefined;
    if (change === 'settled') return true;
    if (change.state === 'delivering') deliver(requestId);
    if (change.state === 'dropped') await forgetOldEnds(journal);
    return change.state !== 'waiting';
  }

  #pause(event: QueuedEvent): number | undefined {
    const { pause, time, chance } = this.dependencies;
    return pause(event, (pauses) => time.toReal(backOffMs(pauses, chance())));
  }
}

function isMissed(attempted: Attempt): attempted is Extract<Attempt, { readonly reason: string }> {
  return 'reason' in attempted;
}

function reasonOf(attempted: Attempt): string {
  return isMissed(attempted) ? attempted.reason : (attempted.errorType ?? 'Unhandled');
}

function concluded(
  condition: Condition,
  attempted: Attempt | undefined,
  { runs, endedAtMs }: Pick<Conclusion, 'runs' | 'endedAtMs'>,
): Conclusion {
  const common = { condition, endedAtMs, runs };
  if (attempted === undefined) return { ...common, errorCode: 500, reason: 'The event is older than its maximum age.' };
  if (isMissed(attempted)) return { ...common, errorCode: attempted.status, reason: attempted.reason };
  const { executedVersion, traceId, errorType } = attempted;
  return {
    ...common,
    ran: { executedVersion, failed: attempted.outcome === 'function-error' },
    errorCode: 200,
    traceId,
    ...(errorType !== undefined && { reason: errorType }),
  };
}

function givenUp(condition: Condition, { runs, lastError }: QueuedEvent, isTold: boolean): string {
  const why = {
    Success: '',
    RetriesExhausted: runs === 0 ? 'it was refused' : `its function failed ${runs === 1 ? 'once' : `${runs} times`}`,
    EventAgeExceeded: 'it would be older than its maximum age',
    ZeroReservedConcurrency: 'the reserved concurrency of its function is 0',
    RecursiveInvocationDropped: 'its function calls itself in a loop',
    FunctionDeleted: 'its function is gone',
  }[condition];
  const last = lastError === undefined ? '' : ` (${lastError.replace(/\.$/, '')})`;
  return `was given up, because ${why}${last}${isTold ? '' : '; "hearth events" shows it, and can replay it'}`;
}

function secondsOf(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toPrecision(3))} s`;
}
