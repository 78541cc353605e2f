import type { InitPhaseName, PhaseStatus } from './function-logs.js';

/** What the platform writes into a function's log, before it has a form (runtime contract §2.5 and §6.5). */
export type PlatformRecord =
  | InitStartRecord
  | InitReportRecord
  | StartRecord
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'end'; readonly requestId: string }
  | ReportRecord;

export interface InitStartRecord {
  readonly type: 'initStart';
  readonly initializationType: string;
  readonly phase: InitPhaseName;
  readonly functionName: string;
  readonly functionVersion: string;
  /** `python:3.13`; absent for image functions. */
  readonly runtimeVersion?: string;
  readonly runtimeVersionArn?: string;
}

export interface InitReportRecord {
  readonly type: 'initReport';
  readonly initializationType: string;
  readonly phase: InitPhaseName;
  readonly status: PhaseStatus;
  readonly errorType?: string;
  readonly durationMs: number;
}

export interface StartRecord {
  readonly type: 'start';
  readonly requestId: string;
  readonly version: string;
}

export interface ReportRecord {
  readonly type: 'report';
  readonly requestId: string;
  readonly traceId: string;
  readonly status: PhaseStatus;
  readonly errorType: string | undefined;
  readonly durationMs: number;
  readonly billedDurationMs: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number | undefined;
  readonly initDurationMs: number | undefined;
}

/** AWS bills INIT with the first invocation, by the millisecond, rounded up. */
export function billedDurationMs(durationMs: number, initDurationMs = 0): number {
  return Math.ceil(durationMs + initDurationMs);
}
