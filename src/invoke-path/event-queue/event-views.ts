import { type Clock, UserError } from '../../base/index.js';
import type { EventJournal, JournalState, PendingEvent } from '../../storage/index.js';
import type { RecordDeliveries } from './deliveries/record-deliveries.js';
import { type EventProgress, progressOf, toProgress } from './event-progress.js';
import type { EventDetails, EventFilter, EventState, EventView } from './event-queue.js';
import { functionOf } from './journaled-request.js';
import type { FairLanes } from './lanes/index.js';
import type { QueuedEvent } from './queued-event.js';
import { type EventConfigurations, whomToTell } from './running/event-configuration.js';
import type { ScaledTime } from './time-scale.js';

export interface EventViewsDependencies {
  readonly journal: EventJournal;
  readonly lanes: FairLanes<QueuedEvent>;
  readonly deliveries: RecordDeliveries;
  readonly configurations: EventConfigurations;
  readonly clock: Clock;
  readonly time: ScaledTime;
  readonly enqueue: (event: PendingEvent, recovered: boolean) => void;
}

/** States that only the journal knows. */
const journaledStates = ['delivering', 'failed', 'dropped', 'undelivered'] as const satisfies readonly JournalState[];
const pageSize = 500;

/** What there is to see of the events, and what a person may do with one. */
export class EventViews {
  constructor(private readonly dependencies: EventViewsDependencies) {}

  list({ functionName, states, limit = Infinity }: EventFilter = {}): readonly EventView[] {
    const isWanted = (view: EventView): boolean =>
      (functionName === undefined || view.functionName === functionName) &&
      (states === undefined || states.includes(view.state));
    if (limit <= 0) return [];
    const shown = new Map<EventState, number>();
    const views: EventView[] = [];
    for (const view of this.#all(states)) {
      const count = shown.get(view.state) ?? 0;
      if (count >= limit || !isWanted(view)) continue;
      shown.set(view.state, count + 1);
      views.push(view);
    }
    return views;
  }

  counts(): Readonly<Partial<Record<EventState, number>>> {
    const journaled = this.dependencies.journal.counts();
    const all: Partial<Record<EventState, number>> = {};
    for (const state of journaledStates) {
      const count = journaled[state];
      if (count !== undefined) all[state] = count;
    }
    for (const { state } of this.#queued()) all[state] = (all[state] ?? 0) + 1;
    return all;
  }

  show(requestId: string): EventDetails | undefined {
    const journaled = this.dependencies.journal.read(requestId);
    if (journaled === undefined) return undefined;
    const { conclusion, deliveries } = progressOf(journaled);
    const view = this.#queuedView(requestId) ?? this.#journaledView(journaled);
    return {
      ...view,
      functionArn: journaled.functionReference,
      payload: journaled.payload,
      ...(journaled.response !== undefined && { response: journaled.response }),
      ...(conclusion !== undefined && { condition: conclusion.condition }),
      ...(deliveries !== undefined && { deliveries }),
    };
  }

  async replay(requestId: string): Promise<EventView> {
    const view = this.show(requestId);
    if (view === undefined)
      throw new UserError(`There is no asynchronous event "${requestId}". "hearth events" lists them.`);
    switch (view.state) {
      case 'running':
      case 'queued':
      case 'delivering':
        throw new UserError(
          `The asynchronous event "${requestId}" is ${view.state} already: there is nothing to replay.`,
        );
      case 'delayed':
        this.#hasten(requestId);
        break;
      case 'undelivered':
        await this.#deliverAnew(requestId);
        break;
      case 'failed':
      case 'dropped':
        await this.#runAnew(requestId);
    }
    return this.show(requestId) ?? { ...view, state: 'queued' };
  }

  #hasten(requestId: string): void {
    const { lanes } = this.dependencies;
    for (const { entry } of lanes.entries()) {
      if (entry.requestId !== requestId) continue;
      lanes.hasten(entry);
      return;
    }
  }

  /** To whom the configuration names now; where it names nobody any more, to those it named. */
  async #deliverAnew(requestId: string): Promise<void> {
    const { journal, deliveries, configurations } = this.dependencies;
    const journaled = journal.read(requestId);
    if (journaled === undefined) return;
    const progress = progressOf(journaled);
    const { conclusion, deliveries: before = [] } = progress;
    if (conclusion === undefined) return;
    const { qualifier } = journaled.attributes;
    const named = whomToTell(configurations, functionOf(journaled), { qualifier, condition: conclusion.condition });
    const remaining = before.map(({ kind, to }) => named.find((other) => other.kind === kind) ?? { kind, to });
    await journal.change(requestId, {
      state: 'delivering',
      progress: toProgress({ ...progress, deliveries: remaining }),
    });
    deliveries.add(requestId);
  }

  async #runAnew(requestId: string): Promise<void> {
    const { journal, clock, enqueue } = this.dependencies;
    const progress = toProgress({ replayedAtMs: clock.now() });
    await journal.change(requestId, { state: 'waiting', progress });
    const journaled = journal.read(requestId);
    if (journaled !== undefined) enqueue(journaled, false);
  }

  *#all(states: readonly EventState[] | undefined): Generator<EventView> {
    yield* this.#queued();
    const wanted = journaledStates.filter((state) => states === undefined || states.includes(state));
    let after = 0;
    while (wanted.length > 0) {
      const page = this.dependencies.journal.list({ states: wanted, after, limit: pageSize });
      for (const event of page) yield this.#journaledView(event);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.position;
    }
  }

  *#queued(): Generator<EventView> {
    const { lanes, clock, time } = this.dependencies;
    const nowMs = clock.monotonicMs();
    for (const { entry, isRunning, fromMs } of lanes.entries()) {
      const waits = fromMs > nowMs;
      const { requestId, acceptedAtMs, attempts, lastError } = entry;
      yield {
        requestId,
        functionName: entry.function.name,
        state: isRunning ? 'running' : waits ? 'delayed' : 'queued',
        acceptedAtMs,
        attempts,
        ...(waits && !isRunning && { nextAtMs: time.wallAt(fromMs) }),
        ...(lastError !== undefined && { lastError }),
      };
    }
  }

  #queuedView(requestId: string): EventView | undefined {
    for (const view of this.#queued()) if (view.requestId === requestId) return view;
    return undefined;
  }

  #journaledView(event: PendingEvent): EventView {
    const { requestId, acceptedAtMs, attempts, state } = event;
    const progress = progressOf(event);
    const lastError = lastErrorOf(progress);
    return {
      requestId,
      functionName: functionOf(event).name,
      // Not among those that wait in memory: it has been changed a moment ago.
      state: state === 'waiting' ? 'queued' : state,
      acceptedAtMs,
      attempts,
      ...(lastError !== undefined && { lastError }),
    };
  }
}

function lastErrorOf({ lastError, deliveries = [], conclusion }: EventProgress): string | undefined {
  return deliveries.find(({ problem }) => problem !== undefined)?.problem ?? lastError ?? conclusion?.reason;
}
