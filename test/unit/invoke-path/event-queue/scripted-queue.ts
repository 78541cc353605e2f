import { createLogger, deferred, ManualClock } from '../../../../src/base/index.js';
import { createEventQueue, type EventQueueDependencies } from '../../../../src/invoke-path/event-queue/index.js';
import type { InvokeRequest, InvokeResult } from '../../../../src/invoke-path/invoke-frontend/index.js';
import { functionNotFound, platformError } from '../../../../src/model/index.js';
import type { Storage } from '../../../../src/storage/index.js';
import { createMemoryJournal } from '../../../../src/storage/memory-journal.js';
import { settled } from '../fake-placement.js';
import { success } from '../fake-sandbox.js';

export const target = { account: '000000000000', region: 'us-east-1', name: 'echo' };
export const request: InvokeRequest = { target, payload: Buffer.from('{"n":1}'), invocationType: 'Event' };

const defaults = { shutdownGraceMs: () => 2000, concurrencyPerFunction: 50 };

/** Invocations that the test ends, oldest first. */
class ScriptedFrontend {
  readonly requests: InvokeRequest[] = [];
  readonly #ends: { resolve: (result: InvokeResult) => void; reject: (error: Error) => void }[] = [];
  #ids = 0;

  check(checked: InvokeRequest) {
    if (checked.target.name === 'unknown') throw functionNotFound('unknown');
    return { requestId: checked.requestId ?? `id-${(this.#ids += 1)}`, executedVersion: '$LATEST' };
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

  async succeed(): Promise<void> {
    this.#ends.shift()?.resolve(resultOf(success('null')));
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
  return { requestId: 'r', executedVersion: '$LATEST', traceId: 't', outcome, logTail };
}

/** A queue whose invocations the test ends; `reserved` is every function's reserved concurrency. */
export function scriptedQueue(options: Partial<EventQueueDependencies> & { readonly reserved?: number } = {}) {
  const clock = new ManualClock();
  const frontend = new ScriptedFrontend();
  const storage: Pick<Storage, 'durable' | 'journal'> = { durable: true, journal: createMemoryJournal() };
  const lines: string[] = [];
  const logger = createLogger((level, message) => lines.push(`${level} ${message}`), 'info');
  const functions = { reservedConcurrency: () => options.reserved };
  const open = () => createEventQueue({ frontend, functions, storage, clock, logger, ...defaults, ...options });
  return { clock, frontend, storage, lines, queue: open(), open };
}
