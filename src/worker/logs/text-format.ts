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
  const { requestId, durationMs, maxMemoryUsedMb, initDurationMs } = record;
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${record.billedDurationMs} ms`,
    `Memory Size: ${record.memorySizeMb} MB`,
    ...(maxMemoryUsedMb === undefined ? [] : [`Max Memory Used: ${maxMemoryUsedMb} MB`]),
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
  ];
  // A success ends with a tab, as AWS prints it.
  const end = record.status === 'success' ? '\t' : failure(record.status, record.errorType);
  return [`${fields.join('\t')}${end}`, ...xrayLines(record.traceId)];
}

function failure(status: string, errorType: string | undefined): string {
  return `\tStatus: ${status}${errorType === undefined ? '' : `\tError Type: ${errorType}`}`;
}

function xrayLines(traceId: string): string[] {
  if (!traceId.includes('Sampled=1')) return [];
  const fields = new Map(traceId.split(';').map((field) => field.split('=', 2) as [string, string | undefined]));
  if (fields.get('Sampled') !== '1') return [];
  return [`XRAY TraceId: ${fields.get('Root') ?? ''}\tSegmentId: ${fields.get('Parent') ?? ''}\tSampled: true\t`];
}
