import type { PlatformRecord, ReportRecord } from './platform-records.js';

/** A record as a JSON log shows it, and the level under which it is filtered. */
export interface JsonRecord {
  readonly level: 'DEBUG' | 'INFO' | 'WARN';
  readonly type: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** The telemetry form of a record; notes and END have none. A REPORT comes with its `platform.runtimeDone`. */
export function jsonRecords(record: PlatformRecord): JsonRecord[] {
  switch (record.type) {
    case 'initStart': {
      const { type, ...rest } = record;
      return [{ level: 'INFO', type: `platform.${type}`, record: rest }];
    }
    case 'initReport':
      return [
        {
          level: record.status === 'success' ? 'DEBUG' : 'WARN',
          type: 'platform.initReport',
          record: {
            initializationType: record.initializationType,
            phase: record.phase,
            ...outcome(record),
            metrics: { durationMs: milliseconds(record.durationMs) },
          },
        },
      ];
    case 'start':
      return [
        { level: 'INFO', type: 'platform.start', record: { requestId: record.requestId, version: record.version } },
      ];
    case 'note':
    case 'end':
      return [];
    case 'report':
      return [runtimeDone(record), report(record)];
  }
}

export function jsonLine(timestampMs: number, { type, record }: JsonRecord): string {
  return JSON.stringify({ time: new Date(timestampMs).toISOString(), type, record });
}

function runtimeDone(record: ReportRecord): JsonRecord {
  return {
    level: record.status === 'success' ? 'DEBUG' : 'WARN',
    type: 'platform.runtimeDone',
    record: {
      requestId: record.requestId,
      ...outcome(record),
      metrics: { durationMs: milliseconds(record.durationMs) },
    },
  };
}

function report(record: ReportRecord): JsonRecord {
  const { maxMemoryUsedMb, initDurationMs } = record;
  return {
    level: record.status === 'success' ? 'INFO' : 'WARN',
    type: 'platform.report',
    record: {
      requestId: record.requestId,
      metrics: {
        durationMs: milliseconds(record.durationMs),
        billedDurationMs: record.billedDurationMs,
        memorySizeMB: record.memorySizeMb,
        ...(maxMemoryUsedMb === undefined ? {} : { maxMemoryUsedMB: maxMemoryUsedMb }),
        ...(initDurationMs === undefined ? {} : { initDurationMs: milliseconds(initDurationMs) }),
      },
      ...outcome(record),
    },
  };
}

function outcome({ status, errorType }: { readonly status: string; readonly errorType?: string | undefined }): object {
  return { status, ...(errorType === undefined ? {} : { errorType }) };
}

function milliseconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}
