export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts that belong to one line; `--log-format json` prints them as members, text prints them where the message names them. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Hearth's own messages (never a function's output). Writing a line never blocks and never throws. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Where a finished line goes: the CLI's stderr, a test's array. */
export type LogSink = (level: LogLevel, message: string, fields: LogFields) => void;

/** A logger that hands every line at or above `threshold` to `sink`. */
export function createLogger(sink: LogSink, threshold: LogLevel = 'info'): Logger {
  const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (levels.indexOf(level) >= levels.indexOf(threshold)) sink(level, message, fields);
    };
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** Swallows every line. */
export const silentLogger: Logger = createLogger(() => undefined, 'error');
