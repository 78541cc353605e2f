import { Emitter, type Unsubscribe } from '../base/index.js';
import type { LogDestination, LogLine } from '../worker/logs/index.js';

/** Lines and characters kept for `hearth logs`; older ones are forgotten. */
const keptLines = 10_000;
const keptCharacters = 8 * 1024 * 1024;

/** The last lines of all functions, and those to come. */
export class RecentLogs implements LogDestination {
  #lines: LogLine[] = [];
  #characters = 0;
  readonly #arrived = new Emitter<LogLine>();

  /** Never holds a writer back. */
  write(line: LogLine): undefined {
    this.#lines.push(line);
    this.#characters += line.text.length;
    // Now and then, so that a chatty function costs one copy per thousand lines and not one per line.
    if (this.#lines.length > keptLines * 1.1 || this.#characters > keptCharacters * 1.1) this.#forget();
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

  #forget(): void {
    let first = Math.max(0, this.#lines.length - keptLines);
    for (let index = 0; index < first; index += 1) this.#characters -= this.#lines[index]?.text.length ?? 0;
    for (; this.#characters > keptCharacters; first += 1) this.#characters -= this.#lines[first]?.text.length ?? 0;
    this.#lines = this.#lines.slice(first);
  }
}
