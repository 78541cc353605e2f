import type { InitReportRecord, InitStartRecord, PlatformRecord, ReportRecord } from './platform-records.js';

/** The lines of a record in a text log (runtime contract §6.5). */
export function textLines(record: PlatformRecord): string[] {
  switch (record.type) {
    case 'initStart':
      return initStartLines(record);
    case 'initReport':
      return record.status === 'success' ? [] : [initReportLine(record)];
    case 'start':
      return [`START RequestId: ${record.requestId} Version: ${record.version}`];
    case 'note':
      return [record.text];
    case 'end':
      return [`END RequestId: ${record.requestId}`];
    case 'report':
      return reportLines(record);
  }
}

function initStartLines({ runtimeVersion, runtimeVersionArn }: InitStartRecord): string[] {
  if (runtimeVersion === undefined) return [];
  return [`INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn ?? ''}`];
}

function initReportLine({ durationMs, phase, status, errorType }: InitReportRecord): string {
  const start = `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}`;
  return `${start}${failure(status, errorType)}`;
}

function reportLines(record: ReportRecord): string[] {
  const { requestId, durationMs, billedDurationMs, memorySizeMb, maxMemoryUsedMb, initDurationMs } = record;
  const duration = `Duration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billedDurationMs} ms`;
  const used = maxMemoryUsedMb === undefined ? '' : `\tMax Memory Used: ${maxMemoryUsedMb} MB`;
  const init = initDurationMs === undefined ? '' : `\tInit Duration: ${initDurationMs.toFixed(2)} ms`;
  // A success ends with a tab, as AWS prints it.
  const end = record.status === 'success' ? '\t' : failure(record.status, record.errorType);
  const report = `REPORT RequestId: ${requestId}\t${duration}\tMemory Size: ${memorySizeMb} MB${used}${init}${end}`;
  return record.traceId.includes('Sampled=1') ? [report, ...xrayLines(record.traceId)] : [report];
}

function failure(status: string, errorType: string | undefined): string {
  return `\tStatus: ${status}${errorType === undefined ? '' : `\tError Type: ${errorType}`}`;
}

function xrayLines(traceId: string): string[] {
  const fields = new Map(traceId.split(';').map((field) => field.split('=', 2) as [string, string | undefined]));
  if (fields.get('Sampled') !== '1') return [];
  return [`XRAY TraceId: ${fields.get('Root') ?? ''}\tSegmentId: ${fields.get('Parent') ?? ''}\tSampled: true\t`];
}
