import { limits } from '../../model/index.js';

/** Keeps the last 4,096 bytes of what is added, which is what `LogType: Tail` answers. */
export class LogTail {
  #lines: Buffer[] = [];
  #size = 0;

  add(text: string): void {
    const line = Buffer.from(`${text}\n`);
    this.#lines.push(line);
    this.#size += line.length;
    // Cut rarely, so that a chatty function costs one copy per 4 KB and not one per line.
    if (this.#size > 4 * limits.logTail) this.#crop();
  }

  bytes(): Buffer {
    this.#crop();
    return this.#lines[0] ?? Buffer.alloc(0);
  }

  #crop(): void {
    const all = Buffer.concat(this.#lines);
    const kept = all.subarray(Math.max(0, all.length - limits.logTail));
    this.#lines = [kept];
    this.#size = kept.length;
  }
}
