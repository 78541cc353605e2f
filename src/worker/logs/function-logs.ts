import type { FunctionVersion } from '../../model/index.js';
import type { LogDestination } from './invocation-log.js';

/** Every function's log: live to all destinations, with the tail of each invocation. */
export interface FunctionLogs {
  /** One stream per sandbox, named as AWS names it: `2026/01/31/[$LATEST]<32 hex>`. */
  openStream(version: FunctionVersion, sandbox?: LoggedSandbox): SandboxLog;
  /** Answers what takes the destination off again. */
  addDestination(destination: LogDestination): () => void;
}

/** What a stream tells of its sandbox. */
export interface LoggedSandbox {
  /** Becomes the hex of the stream's name when it has that form. */
  readonly id: string;
  readonly initializationType: 'on-demand' | 'provisioned-concurrency';
}

/** The log stream of one sandbox: what its processes print, and the platform's lines among it (runtime contract §6.5). */
export interface SandboxLog {
  readonly group: string;
  readonly stream: string;
  /** A piece of what the function's processes print; a promise asks to hold the rest back until it settles. */
  output(source: 'stdout' | 'stderr', chunk: Buffer): Promise<void> | undefined;
  initStart(phase: InitPhaseName): void;
  initReport(report: InitReport): void;
  /** Writes START; the lines that follow belong to this invocation until `end`. */
  startInvocation(requestId: string, traceId: string): InvocationLog;
  /** The sandbox is gone: writes what is still held back. */
  close(): void;
}

/** The part of a stream that belongs to one invocation. */
export interface InvocationLog {
  /** A line of the platform's between START and END, in text logs only. */
  note(text: string): void;
  /**
   * Announces END and REPORT. They are written once late output has come in, but before the next START; nobody waits for them
   * but `tail`.
   */
  end(report: InvocationReport): void;
  /** START to REPORT, its last 4 KB; settles when REPORT is written. */
  tail(): Promise<Buffer>;
}

export interface InvocationReport {
  readonly status: PhaseStatus;
  readonly errorType?: string | undefined;
  readonly durationMs: number;
  /** Of a cold start whose INIT succeeded; billed with the duration. */
  readonly initDurationMs?: number | undefined;
  /**
   * Asked when REPORT is due; `overtaken` when the next invocation has begun by then. An answer of undefined, or none within
   * a second, leaves the figure out.
   */
  readonly maxMemoryUsedMb: (overtaken: boolean) => MemoryFigure;
}

/** In MB: at once, or soon; undefined where it cannot be measured. */
export type MemoryFigure = number | undefined | Promise<number | undefined>;

export interface InitReport {
  readonly phase: InitPhaseName;
  readonly status: PhaseStatus;
  readonly errorType?: string;
  readonly durationMs: number;
}

/** `invoke` = INIT run again inside an invocation. */
export type InitPhaseName = 'init' | 'invoke';

export type PhaseStatus = 'success' | 'error' | 'timeout';
