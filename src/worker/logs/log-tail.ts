import { limits } from '../../model/index.js';

/** Keeps the last 4,096 bytes of what is added, which is what `LogType: Tail` answers. */
export class LogTail {
  #kept: Buffer | undefined;
  /** What came since; few invocations are ever asked for their bytes. */
  #recent = '';

  add(text: string): void {
    this.#recent += `${text}\n`;
    // Cut rarely, so that a chatty function costs one copy per 4 KB and not one per line.
    if (this.#recent.length > 4 * limits.logTail) this.#crop();
  }

  bytes(): Buffer {
    return this.#crop();
  }

  #crop(): Buffer {
    const recent = Buffer.from(this.#recent);
    const all = this.#kept === undefined ? recent : Buffer.concat([this.#kept, recent]);
    this.#kept = all.subarray(Math.max(0, all.length - limits.logTail));
    this.#recent = '';
    return this.#kept;
  }
}
