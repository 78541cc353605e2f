/** Cuts a byte stream of one JSON value per line into values; chunks may break anywhere, also inside a character. */
export class JsonLines {
  #rest: Buffer = Buffer.alloc(0);

  *values(chunk: Buffer): Generator {
    let pending = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let end = pending.indexOf(0x0a); end >= 0; end = pending.indexOf(0x0a)) {
      const line = pending.subarray(0, end).toString('utf8').trim();
      pending = pending.subarray(end + 1);
      if (line !== '') yield JSON.parse(line) as unknown;
    }
    this.#rest = pending;
  }
}
