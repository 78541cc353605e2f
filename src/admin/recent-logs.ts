import { Emitter, type Unsubscribe } from '../base/index.js';
import type { LogDestination, LogLine } from '../worker/logs/index.js';

/** Lines kept for `hearth logs`; older ones are forgotten. */
const keptLines = 10_000;

/** The last lines of all functions, and those to come. */
export class RecentLogs implements LogDestination {
  readonly #lines: LogLine[] = [];
  readonly #arrived = new Emitter<LogLine>();

  /** Never holds a writer back. */
  write(line: LogLine): undefined {
    this.#lines.push(line);
    if (this.#lines.length > keptLines * 1.1) this.#lines.splice(0, this.#lines.length - keptLines);
    this.#arrived.emit(line);
  }

  /** The kept lines of a function, of all when none is named, oldest first. */
  list(functionName?: string): readonly LogLine[] {
    return functionName === undefined
      ? [...this.#lines]
      : this.#lines.filter((line) => line.functionName === functionName);
  }

  follow(listener: (line: LogLine) => void): Unsubscribe {
    return this.#arrived.subscribe(listener);
  }
}
