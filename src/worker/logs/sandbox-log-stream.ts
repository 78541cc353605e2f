import { Alarm, type Clock } from '../../base/index.js';
import type { FunctionVersion } from '../../model/index.js';
import type { InitPhaseName, InitReport, InvocationLog, SandboxLog } from './function-logs.js';
import type { LogLine } from './invocation-log.js';
import { jsonLine, jsonRecords } from './json-format.js';
import { LineSplitter } from './line-splitter.js';
import { showsFunctionLine, showsPlatformRecord } from './log-levels.js';
import { type InvocationLogStream, OpenInvocationLog } from './open-invocation-log.js';
import { type FillPlace, OrderedLines } from './ordered-lines.js';
import type { PlatformRecord } from './platform-records.js';
import { runtimeVersionOf } from './runtime-version.js';
import { textLines } from './text-format.js';

export interface SandboxLogStreamParts {
  readonly version: FunctionVersion;
  readonly initializationType: string;
  readonly stream: string;
  readonly clock: Clock;
  readonly write: (line: LogLine) => Promise<void> | undefined;
}

/** One sandbox's stream: puts output and platform records in order, and tells which invocation each line belongs to. */
export class SandboxLogStream implements SandboxLog, InvocationLogStream {
  readonly group: string;
  readonly stream: string;
  readonly #splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() };
  readonly #lines: OrderedLines;
  readonly #quiet: Alarm;
  #invocation: OpenInvocationLog | undefined;

  constructor(private readonly parts: SandboxLogStreamParts) {
    this.group = parts.version.logging.group;
    this.stream = parts.stream;
    this.#lines = new OrderedLines(parts.write);
    this.#quiet = new Alarm(parts.clock, () => this.#invocation?.conclude(false));
  }

  output(source: 'stdout' | 'stderr', chunk: Buffer): Promise<void> | undefined {
    this.#invocation?.outputSeen();
    let pending: Promise<void> | undefined;
    for (const text of this.#splitters[source].push(chunk)) pending = this.#addFunctionLine(text) ?? pending;
    return pending;
  }

  initStart(phase: InitPhaseName): void {
    const { version, initializationType } = this.parts;
    const names = { functionName: version.name, functionVersion: version.version };
    this.write({ type: 'initStart', initializationType, phase, ...names, ...runtimeVersionOf(version) });
  }

  initReport(report: InitReport): void {
    this.flushPartialLines();
    this.write({ type: 'initReport', initializationType: this.parts.initializationType, ...report });
  }

  startInvocation(requestId: string, traceId: string): InvocationLog {
    this.#invocation?.conclude(true);
    const invocation = new OpenInvocationLog(this, this.parts, requestId, traceId);
    this.#invocation = invocation;
    this.write({ type: 'start', requestId, version: this.parts.version.version });
    return invocation;
  }

  close(): void {
    this.#invocation?.conclude(true);
    this.flushPartialLines();
    this.#quiet[Symbol.dispose]();
  }

  flushPartialLines(): void {
    this.#flush(this.#splitters.stdout);
    this.#flush(this.#splitters.stderr);
  }

  write(record: PlatformRecord, owner: OpenInvocationLog | undefined = this.#invocation): void {
    for (const line of this.compose(record, owner)) void this.#lines.add(line);
  }

  compose(record: PlatformRecord, owner: OpenInvocationLog | undefined): LogLine[] {
    return this.#textsOf(record).map((text) => this.#line('platform', text, owner));
  }

  keepPlace(): FillPlace {
    return this.#lines.keepPlace();
  }

  concludeIn(delayMs: number): void {
    this.#quiet.set(delayMs);
  }

  leave(invocation: OpenInvocationLog): void {
    if (this.#invocation !== invocation) return;
    this.#invocation = undefined;
    this.#quiet.stop();
  }

  #textsOf(record: PlatformRecord): string[] {
    const { version, clock } = this.parts;
    if (version.logging.format === 'Text') return textLines(record);
    const now = clock.now();
    return jsonRecords(record)
      .filter(({ level }) => showsPlatformRecord(version.logging, level))
      .map((json) => jsonLine(now, json));
  }

  #flush(splitter: LineSplitter): void {
    const text = splitter.flush();
    if (text !== undefined) void this.#addFunctionLine(text);
  }

  #addFunctionLine(text: string): Promise<void> | undefined {
    if (!showsFunctionLine(this.parts.version.logging, text)) return undefined;
    return this.#lines.add(this.#line('function', text, this.#invocation));
  }

  #line(source: 'function' | 'platform', text: string, owner: OpenInvocationLog | undefined): LogLine {
    owner?.keep(text);
    const { clock, version } = this.parts;
    return {
      timestampMs: clock.now(),
      functionName: version.name,
      version: version.version,
      logGroup: this.group,
      logStream: this.stream,
      source,
      text,
      requestId: owner?.requestId,
    };
  }
}
