import type { LoggingConfig } from '../../model/index.js';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** Whether a platform record of `level` is shown; text logs show all that has a text form. */
export function showsPlatformRecord(logging: LoggingConfig, level: string): boolean {
  return rank(level) >= rank(logging.systemLevel ?? 'INFO');
}

/**
 * Whether a line of the function is shown: in JSON logs, JSON objects that name a `level` are filtered by it (developer guide,
 * "Log level filtering"); everything else always is.
 */
export function showsFunctionLine(logging: LoggingConfig, text: string): boolean {
  if (logging.format !== 'JSON' || !text.startsWith('{')) return true;
  const level = levelIn(text);
  return level === undefined || rank(level) >= rank(logging.applicationLevel ?? 'INFO');
}

function rank(level: string): number {
  return levels.indexOf(level.toUpperCase());
}

function levelIn(text: string): string | undefined {
  try {
    const { level } = JSON.parse(text) as { level?: unknown };
    return typeof level === 'string' && rank(level) !== -1 ? level : undefined;
  } catch {
    return undefined;
  }
}
