import { type Clock, type Logger, messageOf, UserError } from '../../../base/index.js';
import { formatFunctionArn, LATEST } from '../../../model/index.js';
import type { FunctionKey } from '../../../registry/index.js';
import type { LambdaMetrics } from '../../../metrics/index.js';
import type { EventJournal, JournalChange } from '../../../storage/index.js';
import { backOffMs } from '../back-off.js';
import { forgetOldEnds } from '../forget-old-ends.js';
import { tellOf } from '../event-log.js';
import { progressOf, toProgress } from '../event-progress.js';
import { calledOf, functionOf } from '../journaled-request.js';
import { FairLanes, type LaneEntry } from '../lanes/index.js';
import type { ScaledTime } from '../time-scale.js';
import type { Delivery } from './conclusion.js';
import { send, type Sender } from './send.js';

export interface RecordDeliveriesDependencies {
  readonly sender: Sender;
  readonly journal: EventJournal;
  readonly time: ScaledTime;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<LambdaMetrics, 'of'>;
  readonly chance: () => number;
  readonly closing: AbortSignal;
  readonly track: (run: Promise<boolean>) => Promise<boolean>;
}

/** An ended event of which somebody is still to be told; all else of it stays in the journal. */
interface DeliveringEvent {
  readonly requestId: string;
  readonly function: FunctionKey;
  /** As it was called. */
  readonly qualifier: string | undefined;
  remaining: readonly Delivery[];
}

interface DeliveryEntry extends LaneEntry {
  readonly event: DeliveringEvent;
  readonly delivery: Delivery;
  tries: number;
  /** It was taken, or given up; only the journal does not know yet. */
  isOver: boolean;
}

/** After this many failures the event is kept as undelivered. */
const mostTries = 6;
const atOnceToOne = 8;
const atOnce = 32;

/** Tells destinations and dead-letter queues of ended events; each of them is tried again for a while, and an event is forgotten only when all were told. */
export class RecordDeliveries {
  readonly lanes: FairLanes<DeliveryEntry>;
  #failures = 0;

  constructor(private readonly dependencies: RecordDeliveriesDependencies) {
    this.lanes = new FairLanes({
      clock: dependencies.clock,
      concurrency: atOnce,
      concurrencyOf: () => atOnceToOne,
      run: (entry) => dependencies.track(this.#runOnce(entry)),
    });
  }

  /** Takes up an event that the journal has as `delivering`. */
  add(requestId: string): void {
    const journaled = this.dependencies.journal.read(requestId);
    if (journaled === undefined) return;
    const { deliveries: remaining = [] } = progressOf(journaled);
    const event: DeliveringEvent = {
      requestId,
      function: functionOf(journaled),
      qualifier: calledOf(journaled).qualifier,
      remaining,
    };
    const dueMs = this.dependencies.clock.monotonicMs();
    for (const delivery of remaining.filter(({ problem }) => problem === undefined)) {
      this.lanes.add({ lane: delivery.to, dueMs, order: 0, event, delivery, tries: 0, isOver: false });
    }
  }

  /** Events still to be told of, each once. */
  pending(): ReadonlySet<string> {
    return new Set([...this.lanes.entries()].map(({ entry }) => entry.event.requestId));
  }

  /** Answers whether the delivery is over. Never rejects. */
  async #runOnce(entry: DeliveryEntry): Promise<boolean> {
    const { time, closing, logger, chance } = this.dependencies;
    try {
      if (!entry.isOver && !(await this.#isTaken(entry))) return false;
      entry.isOver = true;
      await this.#write(entry.event);
      return true;
    } catch (error) {
      if (closing.aborted) return false;
      entry.tries += 1;
      entry.dueMs = time.after(backOffMs(entry.tries - 1, chance()));
      logger.error(`What became of the event "${entry.event.requestId}" could not be recorded: ${messageOf(error)}`);
      return false;
    }
  }

  /** Sends it; a failure counts as taken once it was the last one. */
  async #isTaken(entry: DeliveryEntry): Promise<boolean> {
    const { journal, sender, closing, time, chance } = this.dependencies;
    const { event, delivery } = entry;
    const journaled = journal.read(event.requestId);
    const conclusion = journaled === undefined ? undefined : progressOf(journaled).conclusion;
    if (journaled === undefined || conclusion === undefined) return true;
    const { qualifier = LATEST } = journaled.attributes;
    const target = { ...event.function, qualifier };
    const ended = { ...journaled, function: event.function, functionArn: formatFunctionArn(target) };
    try {
      await send({ ...ended, conclusion }, delivery, sender);
      event.remaining = event.remaining.filter((other) => other !== delivery);
      return true;
    } catch (error) {
      if (closing.aborted) return false;
      entry.tries += 1;
      // What the user has to change is not mended by waiting.
      if (error instanceof UserError || entry.tries >= mostTries) {
        this.#giveUp(entry, messageOf(error));
        return true;
      }
      entry.dueMs = time.after(backOffMs(entry.tries - 1, chance()));
      return false;
    }
  }

  #giveUp({ event, delivery, tries }: DeliveryEntry, problem: string): void {
    const { metrics, logger } = this.dependencies;
    const { kind, to } = delivery;
    event.remaining = event.remaining.map((other) => (other === delivery ? { kind, to, problem } : other));
    const { counts } = metrics.of({ ...event.function, qualifier: event.qualifier });
    counts[kind === 'dead-letter' ? 'DeadLetterErrors' : 'DestinationDeliveryFailures'] += 1;
    const what = kind === 'dead-letter' ? 'dead letter' : 'record';
    const times = tries === 1 ? '' : ` after ${tries} tries`;
    tellOf(
      logger,
      event,
      `is kept as undelivered, because its ${what} could not be sent to "${to}"${times}: ${problem} ` +
        `"hearth events replay ${event.requestId}" tries again`,
    );
  }

  async #write({ requestId, remaining }: DeliveringEvent): Promise<void> {
    const { journal } = this.dependencies;
    const journaled = journal.read(requestId);
    if (journaled === undefined) return;
    const progress = progressOf(journaled);
    const change = (state: JournalChange['state']): Promise<void> =>
      journal.change(requestId, { state, progress: toProgress({ ...progress, deliveries: remaining }) });
    if (remaining.some(({ problem }) => problem === undefined)) return change('delivering');
    if (remaining.length > 0) return change('undelivered');
    if (progress.conclusion?.condition === 'Success') return journal.settle(requestId);
    await change('failed');
    this.#failures += 1;
    if (this.#failures % 100 === 0) await forgetOldEnds(journal);
  }
}
