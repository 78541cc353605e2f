import { deferred, type Deferred, newUuid, PlatformError } from '../../base/index.js';
import type { Invocation, ResponseSink } from '../../model/index.js';
import type { InvocationLog, InvocationReport, PhaseStatus } from '../logs/index.js';
import type { InvocationDelivery, PostedError, RuntimeAnswer } from '../runtime-api/index.js';
import type { RuntimeExit } from '../sandbox-host/index.js';
import { describeExit, killedFromOutside } from './describe-exit.js';
import {
  exitOutcome,
  outcomeOfAnswer,
  postedErrorOutcome,
  type ReportedOutcome,
  timeoutOutcome,
} from './failure-outcomes.js';
import { exitPatienceMs, type Phase, type PhaseContext, reconnectMs } from './phase.js';
import type { SandboxInvocation } from './sandbox.js';
import { trackSink, type TrackedSink } from './tracked-sink.js';

/**
 * How old the memory figure of an invocation may be when the next one follows at once. It costs as much as half an invocation, and
 * with many sandboxes side by side each of them is asked.
 */
const sharedReadingMs = 1000;

/** What a function in a debugger is told that it has left, although nothing ends it: runtimes count it in 32 bits. */
const deadlineUnderDebuggerMs = 24 * 24 * 3_600_000;

/**
 * One invocation, from START to the runtime's next `next`. The caller's answer is settled once, by whatever comes first; the
 * phase ends later, when the runtime comes back, dies, or has used up the function's timeout.
 */
export class InvokePhase implements Phase, InvocationDelivery {
  readonly sink: TrackedSink | undefined;
  readonly invocationId = newUuid();
  readonly #answer = deferred<SandboxInvocation>();
  readonly #suppressedInit: boolean;
  #startedLog: InvocationLog | undefined;
  #startedMs: number | undefined;
  #deadlineMs = 0;
  #delivered = false;
  #settled: ReportedOutcome | undefined;
  #over = false;
  /** It is about to be asked whether the runtime still runs. */
  #isDoubtful = false;
  /** Made when somebody waits for it. */
  #whenOver: Deferred<void> | undefined;

  constructor(
    private readonly context: PhaseContext,
    readonly invocation: Invocation,
    sink: ResponseSink | undefined,
    private readonly initDurationMs: number | undefined,
  ) {
    this.sink = sink === undefined ? undefined : trackSink(sink);
    this.#suppressedInit = context.run === undefined;
  }

  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  /** Settles as `Sandbox.invoke` promises. */
  begin(): Promise<SandboxInvocation> {
    const thawed = this.context.thaw();
    if (thawed === undefined) this.#begin();
    else {
      thawed.then(
        () => this.#begin(),
        (error: unknown) => this.onStartFailed(error),
      );
    }
    return this.#answer.promise;
  }

  onStarted(): void {
    this.#startClock();
  }

  onNext(): void {
    if (this.#over) return;
    if (!this.#delivered) {
      this.#startClock();
      this.#reportInit('success');
      this.#deliver();
      return;
    }
    this.#end('success');
    this.context.becomeIdle();
  }

  onAnswer(answer: RuntimeAnswer): void {
    this.#settle(outcomeOfAnswer(answer, this.invocation.requestId));
  }

  onInitError(error: PostedError): void {
    if (this.#over) return;
    this.#reportInit('error', error.reportedType);
    this.#settle(postedErrorOutcome(error, false));
    this.#end('success');
    void this.context.resetRuntime(exitPatienceMs);
  }

  /** Some clients close after each request. One that died is known by its host, unless word of it was lost; then the call would wait in vain. */
  onConnectionLost(): void {
    if (this.#isDoubtful || this.#settled !== undefined) return;
    this.#isDoubtful = true;
    this.context.clock.schedule(reconnectMs, () => {
      this.#isDoubtful = false;
      if (this.#settled === undefined && !this.#over) this.context.checkRuntime();
    });
  }

  onExit(exit: RuntimeExit): void {
    if (this.#over) return;
    const { errorType, message } = describeExit(exit);
    if (!this.#delivered) this.#reportInit('error', errorType);
    this.#log.note(`RequestId: ${this.invocation.requestId} Error: ${message}`);
    this.#settle(exitOutcome(this.invocation.requestId, exit, this.#streamed));
    this.#end('error', errorType);
    this.context.forgetRuntime();
    this.context.becomeIdle();
  }

  onStartFailed(error: unknown): void {
    this.#answer.reject(new PlatformError('The runtime could not be started.', { cause: error }));
    this.context.lose('the runtime could not be started', error);
  }

  onLost(): void {
    if (this.#over) return;
    const { requestId } = this.invocation;
    if (this.#delivered) this.#settle(exitOutcome(requestId, killedFromOutside, this.#streamed));
    else
      this.#answer.reject(new PlatformError(`The sandbox was lost before it saw the event of request "${requestId}".`));
    this.#end('error', describeExit(killedFromOutside).errorType);
  }

  async finishWithin(graceMs: number): Promise<void> {
    if (graceMs <= 0) this.onLost();
    if (this.#over) return;
    const cancel = this.context.clock.schedule(graceMs, () => this.onLost());
    await (this.#whenOver ??= deferred<void>()).promise;
    cancel();
  }

  onAlarm(): void {
    const { clock, function: version } = this.context;
    const { requestId } = this.invocation;
    if (!this.#delivered) this.#reportInit('timeout');
    const seconds = (version.timeoutMs / 1000).toFixed(2);
    this.#log.note(`${new Date(clock.now()).toISOString()} ${requestId} Task timed out after ${seconds} seconds`);
    this.#settle(timeoutOutcome(requestId, version.timeoutMs, this.#streamed));
    this.#end('timeout');
    void this.context.resetRuntime(0);
  }

  #begin(): void {
    if (this.#over) return;
    if (this.#suppressedInit) {
      this.#startLog();
      this.context.log.initStart('invoke');
      this.context.startRuntime();
    } else {
      this.#startClock();
      this.#deliver();
      // The event goes first: what the function prints about it comes later in any case.
      this.#startLog();
    }
  }

  get #log(): InvocationLog {
    return this.#startLog();
  }

  #startLog(): InvocationLog {
    const { requestId, traceId } = this.invocation;
    return (this.#startedLog ??= this.context.log.startInvocation(requestId, traceId));
  }

  get #streamed(): boolean {
    return this.sink?.begun ?? false;
  }

  /** The function's time begins when its process runs, not when the host is asked for one. */
  #startClock(): void {
    if (this.#startedMs !== undefined || this.#over) return;
    const { clock, function: version } = this.context;
    this.#startedMs = clock.monotonicMs();
    if (version.debug !== undefined) {
      this.#deadlineMs = clock.now() + deadlineUnderDebuggerMs;
      return;
    }
    this.#deadlineMs = clock.now() + version.timeoutMs;
    this.context.alarm.set(version.timeoutMs);
  }

  #deliver(): void {
    this.#delivered = true;
    this.context.memory.readFirst();
    this.context.run?.deliver(this);
  }

  #settle(result: ReportedOutcome): void {
    if (this.#settled !== undefined) return;
    this.#settled = result;
    this.#answer.resolve({ outcome: result.outcome, logTail: () => this.#log.tail() });
  }

  /** An error that was answered stays the one reported, whatever the runtime does after it. */
  #end(status: PhaseStatus, errorType?: string): void {
    if (this.#over) return;
    this.#over = true;
    this.context.alarm.stop();
    const answeredType = this.#settled?.reportedType;
    const reportedType = status === 'timeout' ? undefined : (answeredType ?? errorType);
    const durationMs = status === 'timeout' ? this.context.function.timeoutMs : this.#elapsedMs();
    this.invocation.meter?.tookMs(durationMs);
    this.#log.end({
      status: reportedType === undefined ? status : 'error',
      errorType: reportedType,
      durationMs,
      initDurationMs: this.initDurationMs,
      maxMemoryUsedMb: this.#memoryFigure(status),
    });
    this.#whenOver?.resolve();
  }

  /** A runtime that is about to be gone is asked about now; a living one when the log is written, and not often under load. */
  #memoryFigure(status: PhaseStatus): InvocationReport['maxMemoryUsedMb'] {
    const { memory } = this.context;
    if (status === 'success') return (overtaken) => memory.highestMb(overtaken ? sharedReadingMs : 0);
    const figure = memory.highestMb(0);
    return () => figure;
  }

  #reportInit(status: PhaseStatus, errorType?: string): void {
    if (!this.#suppressedInit) return;
    this.context.log.initReport({
      phase: 'invoke',
      status,
      durationMs: this.#elapsedMs(),
      ...(errorType === undefined ? {} : { errorType }),
    });
  }

  #elapsedMs(): number {
    return this.#startedMs === undefined ? 0 : this.context.clock.monotonicMs() - this.#startedMs;
  }
}
