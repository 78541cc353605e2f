import { setMaxListeners } from 'node:events';
import type { Clock, Logger } from '../../base/index.js';
import type { NeighbourClients } from '../../aws-services/index.js';
import type { LambdaMetrics } from '../../metrics/index.js';
import { type FunctionArn, serviceUnavailable } from '../../model/index.js';
import type { PendingEvent, Storage } from '../../storage/index.js';
import type { InvokeFrontend, InvokeRequest, InvokeTarget } from '../invoke-frontend/index.js';
import { RecordDeliveries } from './deliveries/record-deliveries.js';
import type { EventQueue } from './event-queue.js';
import { EventViews } from './event-views.js';
import { toJournaledEvent } from './journaled-request.js';
import { FairLanes } from './lanes/index.js';
import { type QueuedEvent, SharedKeys, toQueuedEvent } from './queued-event.js';
import type { EventConfigurations } from './running/event-configuration.js';
import { EventRunner } from './running/event-runner.js';
import { ScaledTime } from './time-scale.js';

export interface EventQueueDependencies extends EventConfigurations {
  readonly frontend: Pick<InvokeFrontend, 'check' | 'invoke'>;
  readonly storage: Pick<Storage, 'durable' | 'journal'>;
  /** Where destinations and dead-letter queues are. */
  readonly clients: Pick<NeighbourClients, 'client'>;
  readonly metrics: Pick<LambdaMetrics, 'of'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long running events may go on when Hearth stops; asked once, then. */
  readonly shutdownGraceMs: () => number;
  /** Events of one function that run at once at most; its reserved concurrency, where lower, bounds them too. */
  readonly concurrencyPerFunction: number;
  /** Events of all functions that run at once at most. */
  readonly concurrency: number;
  /** Divides every delay and age; 1 is AWS's time. */
  readonly timeScale: number;
  /** From 0 to 1, for the jitter of back-offs. */
  readonly chance?: () => number;
}

/** Events that the start reads at once: a backlog is not to be in memory twice. */
const pageSize = 1000;

export function createEventQueue(dependencies: EventQueueDependencies): EventQueue {
  const { frontend, functions, storage, metrics, clock, logger, chance = Math.random } = dependencies;
  const { journal } = storage;
  const keys = new SharedKeys();
  const time = new ScaledTime(clock, dependencies.timeScale);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const active = new Set<Promise<boolean>>();
  let started = false;
  let graceIsOver = false;

  const track = (run: Promise<boolean>): Promise<boolean> => {
    active.add(run);
    return run.finally(() => active.delete(run));
  };
  const shared = { journal, time, clock, logger, metrics, chance, closing: closing.signal };
  const lanes: FairLanes<QueuedEvent> = new FairLanes({
    clock,
    concurrency: dependencies.concurrency,
    concurrencyOf,
    run: (event) => track(runner.runOnce(event)),
  });
  const sender = {
    clients: dependencies.clients,
    invoke: (target: FunctionArn, payload: Buffer, traceId: string | undefined): Promise<InvokeTarget> =>
      accept({ target, payload, traceId, trusted: true, invocationType: 'Event' }),
  };
  const deliveries = new RecordDeliveries({ ...shared, sender, track });
  const runner = new EventRunner({
    ...shared,
    frontend,
    configurations: dependencies,
    graceIsOver: () => graceIsOver,
    pause: (event, durationOf) => lanes.pause(event.lane, durationOf),
    endPause: (event) => {
      lanes.endPause(event.lane);
    },
    deliver: (requestId) => {
      deliveries.add(requestId);
    },
  });
  const views = new EventViews({ ...shared, lanes, deliveries, configurations: dependencies, enqueue });

  async function accept(request: InvokeRequest): Promise<InvokeTarget> {
    if (closing.signal.aborted) throw serviceUnavailable('Hearth is stopping.');
    const target = frontend.check(request);
    const event = toJournaledEvent(request, target, clock.now());
    await journal.append(event);
    metrics.of(request.target).counts.AsyncEventsReceived += 1;
    enqueue({ state: 'waiting', progress: {}, ...event, position: 0 }, false);
    return target;
  }

  function enqueue(event: PendingEvent, recovered: boolean): void {
    lanes.add(toQueuedEvent(event, { clock, functions: keys, recovered }));
  }

  /** A reservation of 0 throttles everything: one event after the other is told so. */
  function concurrencyOf(lane: string): number {
    const key = keys.behind(lane);
    if (!started || key === undefined) return 0;
    const reserved = functions.reservedConcurrency(key.name, key) ?? Infinity;
    return Math.min(dependencies.concurrencyPerFunction, Math.max(1, reserved));
  }

  return {
    accept,

    start() {
      if (started) return;
      const known = new Set([...lanes.entries()].map(({ entry }) => entry.requestId));
      const recovered = { all: 0, begun: 0, ended: 0 };
      for (const event of notEnded()) {
        if (known.has(event.requestId)) continue;
        if (event.state === 'delivering') {
          recovered.ended += 1;
          deliveries.add(event.requestId);
        } else {
          recovered.all += 1;
          if (event.attempts > 0) recovered.begun += 1;
          enqueue(event, true);
        }
      }
      tellRecovered(recovered);
      started = true;
      lanes.wakeAll();
    },

    depth: () => lanes.size + deliveries.pending().size,
    list: (filter) => views.list(filter),
    counts: () => views.counts(),
    show: (requestId) => views.show(requestId),
    replay: (requestId) => views.replay(requestId),

    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return;
      lanes.close();
      deliveries.lanes.close();
      closing.abort(serviceUnavailable('Hearth is stopping.'));
      await withinGrace(Promise.all(active));
      graceIsOver = true;
      tellLeftOver(lanes.size, deliveries.pending().size);
    },
  };

  function* notEnded(): Generator<PendingEvent> {
    let after = 0;
    for (;;) {
      const page = journal.list({ after, limit: pageSize });
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.position;
    }
  }

  function tellRecovered({ all, begun, ended }: Readonly<Record<'all' | 'begun' | 'ended', number>>): void {
    const twice = begun === 0 ? '' : ` ${begun} of them had been begun and may run a second time.`;
    if (all > 0) logger.info(`${all} asynchronous events accepted by an earlier Hearth are run now.${twice}`);
    if (ended > 0) logger.info(`${ended} records of asynchronous events that an earlier Hearth ran are delivered now.`);
  }

  function tellLeftOver(waiting: number, undelivered: number): void {
    const parts = [
      ...(waiting > 0 ? [`${waiting} asynchronous events have not run`] : []),
      ...(undelivered > 0 ? [`the records of ${undelivered} asynchronous events have not been delivered`] : []),
    ];
    if (parts.length === 0) return;
    const what = parts.join(', and ');
    if (storage.durable) logger.info(`${what}; the next start goes on with them.`);
    else logger.warn(`${what}, and are lost, because data is kept in memory only.`);
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
