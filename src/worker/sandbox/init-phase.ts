import { limits } from '../../model/index.js';
import type { PhaseStatus } from '../logs/index.js';
import type { PostedError } from '../runtime-api/index.js';
import type { RuntimeExit } from '../sandbox-host/index.js';
import { describeExit } from './describe-exit.js';
import type { InitRecord } from './init-record.js';
import { exitPatienceMs, type Phase, type PhaseContext } from './phase.js';

const timeoutErrorType = 'Sandbox.Timedout';

/**
 * INIT before any invocation: ends with the runtime's first `next`. When it fails the sandbox becomes idle without a runtime,
 * and the first invocation runs INIT again (runtime contract §6.4).
 */
export class InitPhase implements Phase {
  #startedMs: number;
  #over = false;

  constructor(
    private readonly context: PhaseContext,
    private readonly record: InitRecord,
  ) {
    this.#startedMs = context.clock.monotonicMs();
    context.log.initStart('init');
    context.startRuntime();
  }

  onStarted(): void {
    if (this.#over) return;
    this.#startedMs = this.context.clock.monotonicMs();
    // A debugger may hold it as long as somebody thinks.
    if (this.context.function.debug === undefined) this.context.alarm.set(limits.initTimeoutMs);
  }

  onNext(): void {
    if (this.#over) return;
    this.#end();
    this.record.durationMs = this.#durationMs();
    this.context.becomeIdle();
  }

  onInitError(error: PostedError): void {
    this.#fail('error', error.reportedType, exitPatienceMs);
  }

  onExit(exit: RuntimeExit): void {
    this.#fail('error', describeExit(exit).errorType, 0);
  }

  onConnectionLost(): void {
    // Only a runtime that has asked for an event can lose that connection, and then INIT is over.
  }

  onAlarm(): void {
    this.#fail('timeout', undefined, 0);
  }

  onStartFailed(error: unknown): void {
    this.#end();
    this.context.lose('the runtime could not be started', error);
  }

  onLost(): void {
    this.#end();
  }

  finishWithin(): Promise<void> {
    this.#end();
    return Promise.resolve();
  }

  #fail(status: PhaseStatus, errorType: string | undefined, patienceMs: number): void {
    if (this.#over) return;
    this.#end();
    const durationMs = status === 'timeout' ? limits.initTimeoutMs : this.#durationMs();
    this.context.log.initReport({
      phase: 'init',
      status,
      durationMs,
      ...(errorType === undefined ? {} : { errorType }),
    });
    this.record.errorType = errorType ?? timeoutErrorType;
    void this.context.resetRuntime(patienceMs);
  }

  #end(): void {
    this.#over = true;
    this.context.alarm.stop();
  }

  #durationMs(): number {
    return this.context.clock.monotonicMs() - this.#startedMs;
  }
}
