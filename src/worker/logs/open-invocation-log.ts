import { type Clock, deferred, type Deferred } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { InvocationLog, InvocationReport } from './function-logs.js';
import type { LogLine } from './invocation-log.js';
import { LogTail } from './log-tail.js';
import type { FillPlace } from './ordered-lines.js';
import { billedDurationMs, type PlatformRecord } from './platform-records.js';

/** Output reaches Hearth by another way than the runtime's answer does, and a little later: so long the stream must be quiet before END. */
const quietMs = 25;
const longestQuietWaitMs = 200;
/** A host that cannot say how much memory was used within this time is not waited for. */
const memoryAnswerMs = 1000;

/** What an invocation's log needs of its stream. */
export interface InvocationLogStream {
  /** Writes a record in the function's log format, as far as its level is shown, counted to `owner`. */
  write(record: PlatformRecord, owner: OpenInvocationLog): void;
  /** The lines of a record, for a place kept by `keepPlace`. */
  compose(record: PlatformRecord, owner: OpenInvocationLog): LogLine[];
  keepPlace(): FillPlace;
  flushPartialLines(): void;
  /** Concludes the stream's invocation after so long, unless asked anew. */
  concludeIn(delayMs: number): void;
  /** Later lines belong to no invocation. */
  leave(invocation: OpenInvocationLog): void;
}

export interface InvocationLogParts {
  readonly version: FunctionVersion;
  readonly clock: Clock;
}

/** START to REPORT of one invocation. */
export class OpenInvocationLog implements InvocationLog {
  readonly #tail = new LogTail();
  #report: InvocationReport | undefined;
  #quietUntilMs = 0;
  #concluded = false;
  #written = false;
  /** Made when somebody waits for it. */
  #whenWritten: Deferred<void> | undefined;

  constructor(
    private readonly stream: InvocationLogStream,
    private readonly parts: InvocationLogParts,
    readonly requestId: string,
    private readonly traceId: string,
  ) {}

  note(text: string): void {
    this.stream.flushPartialLines();
    this.stream.write({ type: 'note', text }, this);
  }

  end(report: InvocationReport): void {
    if (this.#report !== undefined) return;
    this.#report = report;
    this.#quietUntilMs = this.parts.clock.monotonicMs() + longestQuietWaitMs;
    this.#awaitQuiet();
  }

  async tail(): Promise<Buffer> {
    if (!this.#written) await (this.#whenWritten ??= deferred<void>()).promise;
    return this.#tail.bytes();
  }

  keep(text: string): void {
    this.#tail.add(text);
  }

  outputSeen(): void {
    if (this.#report !== undefined && !this.#concluded) this.#awaitQuiet();
  }

  /** Writes END, and REPORT as soon as the memory figure is there; nothing that comes later gets in between. */
  conclude(overtaken: boolean): void {
    const report = this.#report;
    if (this.#concluded || report === undefined) return;
    this.#concluded = true;
    this.stream.flushPartialLines();
    this.stream.write({ type: 'end', requestId: this.requestId }, this);
    this.stream.leave(this);
    const memory = report.maxMemoryUsedMb(overtaken);
    if (memory instanceof Promise) {
      this.#reportLater(report, memory);
      return;
    }
    this.stream.write(this.#reportRecord(report, memory), this);
    this.#isWritten();
  }

  #awaitQuiet(): void {
    const leftMs = this.#quietUntilMs - this.parts.clock.monotonicMs();
    this.stream.concludeIn(Math.max(0, Math.min(quietMs, leftMs)));
  }

  #reportLater(report: InvocationReport, memory: Promise<number | undefined>): void {
    const fill = this.stream.keepPlace();
    const finish = (usedMb: number | undefined): void => {
      if (this.#written) return;
      cancel();
      fill(this.stream.compose(this.#reportRecord(report, usedMb), this));
      this.#isWritten();
    };
    const cancel = this.parts.clock.schedule(memoryAnswerMs, () => finish(undefined));
    memory.then(finish, () => finish(undefined));
  }

  #isWritten(): void {
    this.#written = true;
    this.#whenWritten?.resolve();
  }

  #reportRecord(report: InvocationReport, maxMemoryUsedMb: number | undefined): PlatformRecord {
    const { status, errorType, durationMs, initDurationMs } = report;
    return {
      type: 'report',
      requestId: this.requestId,
      traceId: this.traceId,
      status,
      errorType,
      durationMs,
      billedDurationMs: billedDurationMs(durationMs, initDurationMs),
      memorySizeMb: this.parts.version.memoryMb,
      maxMemoryUsedMb,
      initDurationMs,
    };
  }
}
