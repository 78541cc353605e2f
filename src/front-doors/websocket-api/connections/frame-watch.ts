/** Follows the frames of a client's stream, to find those that are longer than API Gateway takes: `ws` limits whole messages only. */
export class FrameWatch {
  readonly #head: number[] = [];
  #payloadLeft = 0;

  constructor(private readonly mostBytes: number) {}

  /** Takes the next bytes of the stream; true when one of its frames is too long. */
  exceeds(chunk: Uint8Array): boolean {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#payloadLeft > 0) {
        const skipped = Math.min(this.#payloadLeft, chunk.length - offset);
        this.#payloadLeft -= skipped;
        offset += skipped;
        continue;
      }
      this.#head.push(chunk[offset] ?? 0);
      offset += 1;
      const length = payloadLength(this.#head);
      if (length === undefined) continue;
      this.#head.length = 0;
      this.#payloadLeft = length;
      if (length > this.mostBytes) return true;
    }
    return false;
  }
}

/** Length of a frame's payload once its head is complete (RFC 6455 §5.2). */
function payloadLength(head: readonly number[]): number | undefined {
  const second = head[1];
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
  const mask = (second & 0x80) === 0 ? 0 : 4;
  if (head.length < 2 + extended + mask) return undefined;
  if (extended === 0) return short;
  return head.slice(2, 2 + extended).reduce((length, byte) => length * 256 + byte, 0);
}
