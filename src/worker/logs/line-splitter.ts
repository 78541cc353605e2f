const newline = 0x0a;
const carriageReturn = 0x0d;

/** CloudWatch's limit of one event; a longer line is cut. */
const maxLineBytes = 256 * 1024;

/**
 * Cuts a byte stream into lines at `\n` and decodes whole lines only, so that a character split between two chunks stays whole.
 * Lines may hold `\r`, which Node's runtime client uses within one record.
 */
export class LineSplitter {
  #rest: Buffer[] = [];
  #restSize = 0;

  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end), lines);
      lines.push(this.#take());
      start = end + 1;
    }
    this.#keep(chunk.subarray(start), lines);
    return lines;
  }

  /** The line that was begun and not ended, if any. */
  flush(): string | undefined {
    return this.#restSize === 0 ? undefined : this.#take();
  }

  #keep(piece: Buffer, lines: string[]): void {
    let left = piece;
    while (this.#restSize + left.length > maxLineBytes) {
      const room = characterBoundary(left, maxLineBytes - this.#restSize);
      this.#rest.push(left.subarray(0, room));
      lines.push(this.#take());
      left = left.subarray(room);
    }
    if (left.length === 0) return;
    this.#rest.push(left);
    this.#restSize += left.length;
  }

  #take(): string {
    const line = this.#rest.length === 1 && this.#rest[0] !== undefined ? this.#rest[0] : Buffer.concat(this.#rest);
    this.#rest = [];
    this.#restSize = 0;
    return line.at(-1) === carriageReturn ? line.toString('utf8', 0, line.length - 1) : line.toString('utf8');
  }
}

/** The largest cut at or below `index` that does not fall inside a UTF-8 character, unless that would keep nothing. */
function characterBoundary(bytes: Buffer, index: number): number {
  let cut = index;
  while (cut > 0 && cut > index - 4 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return cut === 0 ? index : cut;
}
