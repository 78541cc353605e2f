/** A stretch of one stream's output; frames may come in several pieces. */
export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr';
  readonly chunk: Buffer;
}

const HEADER_BYTES = 8;
const STDERR = 2;

/**
 * Takes apart what an engine's attach sends without a terminal: frames of one byte for the stream, three of nothing, four of
 * big-endian length, then the bytes. Chunks may break anywhere; pieces are views into them, nothing is copied or kept.
 */
export class Demultiplexer {
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  #payloadLeft = 0;

  *pieces(chunk: Buffer): Generator<OutputPiece> {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#payloadLeft === 0) {
        const taken = chunk.copy(this.#header, this.#headerFilled, offset, offset + HEADER_BYTES - this.#headerFilled);
        this.#headerFilled += taken;
        offset += taken;
        if (this.#headerFilled < HEADER_BYTES) return;
        this.#headerFilled = 0;
        this.#payloadLeft = this.#header.readUInt32BE(4);
        continue;
      }
      const end = Math.min(chunk.length, offset + this.#payloadLeft);
      this.#payloadLeft -= end - offset;
      yield { stream: this.#header[0] === STDERR ? 'stderr' : 'stdout', chunk: chunk.subarray(offset, end) };
      offset = end;
    }
  }
}
