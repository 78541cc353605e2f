import { Emitter, type Unsubscribe } from '../base/index.js';
import type { LogDestination, LogLine } from '../worker/logs/index.js';
import { LogBlock } from './log-block.js';

/** Lines and characters kept for `hearth logs`; older ones are forgotten, a block at a time. */
const keptLines = 10_000;
const keptCharacters = 8 * 1024 * 1024;

/** Lines that become one block: few, so that they are no objects any more when the garbage collector comes by. */
const blockLines = 64;
const blockCharacters = 64 * 1024;

/** The last lines of all functions, and those to come. */
export class RecentLogs implements LogDestination {
  readonly #arrived = new Emitter<LogLine>();
  #blocks: LogBlock[] = [];
  #newest: LogLine[] = [];
  #newestCharacters = 0;
  /** Of all blocks. */
  #lines = 0;
  #characters = 0;

  /** Never holds a writer back. */
  write(line: LogLine): undefined {
    this.#newest.push(line);
    this.#newestCharacters += line.text.length;
    if (this.#newest.length >= blockLines || this.#newestCharacters >= blockCharacters) this.#endBlock();
    this.#arrived.emit(line);
  }

  /** The kept lines of a function, of all when none is named, oldest first. */
  list(functionName?: string): readonly LogLine[] {
    const all = [...this.#blocks.flatMap((block) => block.lines()), ...this.#newest];
    return functionName === undefined ? all : all.filter((line) => line.functionName === functionName);
  }

  follow(listener: (line: LogLine) => void): Unsubscribe {
    return this.#arrived.subscribe(listener);
  }

  #endBlock(): void {
    const block = new LogBlock(this.#newest);
    this.#blocks.push(block);
    this.#lines += block.count;
    this.#characters += block.characters;
    this.#newest = [];
    this.#newestCharacters = 0;
    this.#forget();
  }

  #forget(): void {
    for (let [oldest] = this.#blocks; oldest !== undefined; [oldest] = this.#blocks) {
      const isOver = this.#lines - oldest.count >= keptLines || this.#characters - oldest.characters >= keptCharacters;
      if (!isOver) return;
      this.#blocks.shift();
      this.#lines -= oldest.count;
      this.#characters -= oldest.characters;
    }
  }
}
