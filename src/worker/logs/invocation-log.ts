/** One line (without its line end) of a function's log, as `hearth logs`, the terminal and the console show it. */
export interface LogLine {
  readonly timestampMs: number;
  readonly functionName: string;
  readonly version: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** `function` = written by the function's process; `platform` = START, END, REPORT and the like. */
  readonly source: 'function' | 'platform';
  /** May hold `\r`: Node's runtime client joins the lines of one record with it, so that it stays one record. */
  readonly text: string;
  readonly requestId?: string | undefined;
}

/** Where finished lines go: the terminal, the log file, subscribers of admin. A promise asks the writer to wait. */
export interface LogDestination {
  write(line: LogLine): Promise<void> | undefined;
}
