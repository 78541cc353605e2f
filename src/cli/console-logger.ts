import { createLogger, type Clock, type LogFields, type Logger, type LogLevel } from '../base/index.js';
import type { Settings } from '../settings/index.js';
import type { Paint } from './colours.js';
import type { Terminal } from './terminal.js';

export interface ConsoleLoggerParts {
  readonly settings: Pick<Settings, 'logFormat' | 'verbose'>;
  readonly terminal: Terminal;
  readonly paint: Paint;
  readonly clock: Clock;
}

/** Hearth's own messages on stderr, as text or one JSON object per line. */
export function consoleLogger({ settings, terminal, paint, clock }: ConsoleLoggerParts): Logger {
  const threshold = settings.verbose ? 'debug' : 'info';
  if (settings.logFormat === 'json') {
    return createLogger((level, message, fields) => {
      terminal.errorLine(jsonLine(clock, level, message, fields));
    }, threshold);
  }
  return createLogger((level, message, fields) => {
    terminal.errorLine(`${prefixOf(level, paint)}${message}`);
    if (settings.verbose && fields['error'] instanceof Error) terminal.errorLine(String(fields['error'].stack));
  }, threshold);
}

function jsonLine(clock: Clock, level: LogLevel, message: string, fields: LogFields): string {
  const time = new Date(clock.now()).toISOString();
  return JSON.stringify({ time, level, message, ...fields }, (_, value: unknown) =>
    value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value,
  );
}

function prefixOf(level: LogLevel, paint: Paint): string {
  switch (level) {
    case 'debug':
      return paint('dim', 'debug: ');
    case 'info':
      return '';
    case 'warn':
      return paint('yellow', 'Warning: ');
    case 'error':
      return paint('red', 'Error: ');
  }
}
