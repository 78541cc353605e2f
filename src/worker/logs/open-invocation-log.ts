import { type CancelTimer, type Clock, deferred } from '../../base/index.js';
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
  /** Writes a record in the function's log format, as far as its level is shown. */
  write(record: PlatformRecord): void;
  /** The lines of a record, counted to `owner`, for a place kept by `keepPlace`. */
  compose(record: PlatformRecord, owner: OpenInvocationLog): LogLine[];
  keepPlace(): FillPlace;
  flushPartialLines(): void;
  /** Later lines belong to no invocation. */
  leave(invocation: OpenInvocationLog): void;
}

export interface InvocationLogParts {
  readonly version: FunctionVersion;
  readonly clock: Clock;
}

/** START to REPORT of one invocation. */
export class OpenInvocationLog implements InvocationLog {
  readonly requestId: string;
  readonly #traceId: string;
  readonly #tail = new LogTail();
  readonly #written = deferred<void>();
  #report: InvocationReport | undefined;
  #quietUntilMs = 0;
  #cancelQuiet: CancelTimer | undefined;
  #concluded = false;

  constructor(
    private readonly stream: InvocationLogStream,
    private readonly parts: InvocationLogParts,
    ids: { readonly requestId: string; readonly traceId: string },
  ) {
    this.requestId = ids.requestId;
    this.#traceId = ids.traceId;
  }

  note(text: string): void {
    this.stream.flushPartialLines();
    this.stream.write({ type: 'note', text });
  }

  end(report: InvocationReport): void {
    if (this.#report !== undefined) return;
    this.#report = report;
    this.#quietUntilMs = this.parts.clock.monotonicMs() + longestQuietWaitMs;
    this.#awaitQuiet();
  }

  async tail(): Promise<Buffer> {
    await this.#written.promise;
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
    this.#cancelQuiet?.();
    this.stream.flushPartialLines();
    this.stream.write({ type: 'end', requestId: this.requestId });
    this.stream.leave(this);
    this.#reportWith(report, report.maxMemoryUsedMb(overtaken), this.stream.keepPlace());
  }

  #awaitQuiet(): void {
    this.#cancelQuiet?.();
    const leftMs = this.#quietUntilMs - this.parts.clock.monotonicMs();
    this.#cancelQuiet = this.parts.clock.schedule(Math.max(0, Math.min(quietMs, leftMs)), () => this.conclude(false));
  }

  #reportWith(report: InvocationReport, memory: Promise<number | undefined>, fill: FillPlace): void {
    const finish = (usedMb: number | undefined): void => {
      cancel();
      fill(this.stream.compose(this.#reportRecord(report, usedMb), this));
      this.#written.resolve();
    };
    const once = onlyOnce(finish);
    const cancel = this.parts.clock.schedule(memoryAnswerMs, () => once(undefined));
    memory.then(once, () => once(undefined));
  }

  #reportRecord(report: InvocationReport, usedMb: number | undefined): PlatformRecord {
    const { status, errorType, durationMs, initDurationMs } = report;
    return {
      type: 'report',
      requestId: this.requestId,
      traceId: this.#traceId,
      status,
      ...(errorType === undefined ? {} : { errorType }),
      durationMs,
      billedDurationMs: billedDurationMs(durationMs, initDurationMs),
      memorySizeMb: this.parts.version.memoryMb,
      ...(usedMb === undefined ? {} : { maxMemoryUsedMb: usedMb }),
      ...(initDurationMs === undefined ? {} : { initDurationMs }),
    };
  }
}

function onlyOnce<T>(act: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    act(value);
  };
}
