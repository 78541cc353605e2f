import { createLogger, deferred, ManualClock } from '../../../../src/base/index.js';
import { createEventQueue, type EventQueueDependencies } from '../../../../src/invoke-path/event-queue/index.js';
import type { InvokeRequest, InvokeResult } from '../../../../src/invoke-path/invoke-frontend/index.js';
import { functionMetricRows, LambdaMetrics } from '../../../../src/metrics/index.js';
import { functionNotFound, platformError } from '../../../../src/model/index.js';
import type { EventInvokeConfig, FunctionRecord } from '../../../../src/registry/index.js';
import type { Storage } from '../../../../src/storage/index.js';
import { createMemoryJournal } from '../../../../src/storage/memory-journal.js';
import { settled } from '../fake-placement.js';
import { success } from '../fake-sandbox.js';
import { FakeNeighbours } from './fake-neighbours.js';

export const target = { account: '000000000000', region: 'us-east-1', name: 'echo' };
export const request: InvokeRequest = { target, payload: Buffer.from('{"n":1}'), invocationType: 'Event' };

const defaults = {
  shutdownGraceMs: () => 2000,
  concurrencyPerFunction: 50,
  concurrency: 1000,
  timeScale: 1,
  chance: () => 0.5,
};

/** Invocations that the test ends, oldest first. */
export class ScriptedFrontend {
  readonly requests: InvokeRequest[] = [];
  readonly #ends: { resolve: (result: InvokeResult) => void; reject: (error: Error) => void }[] = [];
  #ids = 0;

  check(checked: InvokeRequest) {
    if (checked.target.name === 'unknown') throw functionNotFound('unknown');
    const { requestId = `id-${(this.#ids += 1)}`, traceId = 'Root=1-accepted' } = checked;
    return { requestId, executedVersion: '$LATEST', traceId };
  }

  invoke(invoked: InvokeRequest): Promise<InvokeResult> {
    this.requests.push(invoked);
    const end = deferred<InvokeResult>();
    this.#ends.push(end);
    return end.promise;
  }

  get inFlight(): number {
    return this.#ends.length;
  }

  async succeed(answer = 'null'): Promise<void> {
    this.#ends.shift()?.resolve(resultOf(success(answer)));
    await settled();
  }

  async failFunction(): Promise<void> {
    this.#ends.shift()?.resolve(resultOf(platformError('Runtime.ExitError', 'gone')));
    await settled();
  }

  async reject(error: Error): Promise<void> {
    this.#ends.shift()?.reject(error);
    await settled();
  }
}

function resultOf(outcome: InvokeResult['outcome']): InvokeResult {
  const logTail = () => Promise.resolve(Buffer.alloc(0));
  return { requestId: 'r', executedVersion: '$LATEST', traceId: 'Root=1-a-b;Lineage=1:x:0', outcome, logTail };
}

export interface ScriptedQueueOptions extends Partial<EventQueueDependencies> {
  /** Every function's reserved concurrency. */
  readonly reserved?: number;
  /** What every function and qualifier is configured with; may be changed while the queue runs. */
  readonly config?: Partial<EventInvokeConfig> & { deadLetterQueue?: string };
}

/** A queue whose invocations and neighbours the test plays. */
export function scriptedQueue(options: ScriptedQueueOptions = {}) {
  const clock = new ManualClock();
  const frontend = new ScriptedFrontend();
  const neighbours = new FakeNeighbours();
  const storage: Pick<Storage, 'durable' | 'journal'> = { durable: true, journal: createMemoryJournal() };
  const lines: string[] = [];
  const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'info');
  const config: { current: ScriptedQueueOptions['config'] } = { current: options.config };
  const functions = {
    reservedConcurrency: () => options.reserved,
    find: () =>
      ({
        settings: { shownOnly: { DeadLetterConfig: { TargetArn: config.current?.deadLetterQueue } } },
      }) as unknown as FunctionRecord,
  };
  const eventInvokeConfigs = {
    get: () => (config.current === undefined ? undefined : { lastModifiedMs: 0, ...config.current }),
  };
  const dependencies = { frontend, functions, eventInvokeConfigs, clients: neighbours, storage, clock, logger };
  const metrics = new LambdaMetrics();
  const counted = () => functionMetricRows(metrics).find(({ functionName }) => functionName === target.name);
  const open = () => createEventQueue({ ...dependencies, metrics, ...defaults, ...options });
  return { clock, frontend, neighbours, config, storage, lines, queue: open(), open, counted };
}
