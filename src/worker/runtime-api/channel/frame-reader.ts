import { CollectedBytes } from '../../../base/index.js';
import type { ReadBody } from '../runtime/read-body.js';

/** Bytes before the head: the length of the head, then of the body, 32 bits each, the highest first. */
const lengthsSize = 8;
/** A runtime's heads are a word and a request id. */
const longestHead = 1024;

/** Takes each frame in two steps: first what it is, then its body, which may take a while and may never be complete. */
export interface FrameTaker {
  /** `head` is text of one byte a character; answers how many bytes of a body are kept, or undefined when there is no such frame. */
  begin(head: string): number | undefined;
  finish(body: ReadBody): void;
}

/**
 * Cuts what a runtime writes into its channel into frames: both lengths, head, body. A body beyond its limit is read to its end and not
 * kept. After something that is no frame nothing can be understood any more.
 */
export class FrameReader {
  /** The beginning of a frame whose head is not there as a whole. */
  #begun: Buffer | undefined;
  #body: { readonly bytes: CollectedBytes; readonly limit: number; readonly length: number; taken: number } | undefined;

  constructor(private readonly taker: FrameTaker) {}

  /** False when it came upon something that is no frame. */
  take(chunk: Buffer): boolean {
    let bytes = this.#begun === undefined ? chunk : Buffer.concat([this.#begun, chunk]);
    this.#begun = undefined;
    while (bytes.length > 0) {
      const used = this.#body === undefined ? this.#takeHead(bytes) : this.#takeBody(bytes);
      if (used === undefined) return false;
      if (used === 0) {
        this.#begun = bytes;
        return true;
      }
      bytes = bytes.subarray(used);
    }
    return true;
  }

  /** No more will come: a body that is not complete never will be. */
  end(): void {
    if (this.#body === undefined) return;
    this.#body = undefined;
    this.taker.finish({ kind: 'truncated' });
  }

  /** How many bytes are dealt with: none when the head is not complete yet; undefined when it is none. */
  #takeHead(bytes: Buffer): number | undefined {
    if (bytes.length < lengthsSize) return 0;
    const headLength = bytes.readUInt32BE(0);
    if (headLength > longestHead) return undefined;
    const headEnd = lengthsSize + headLength;
    if (bytes.length < headEnd) return 0;
    const length = bytes.readUInt32BE(4);
    const limit = this.taker.begin(bytes.toString('latin1', lengthsSize, headEnd));
    if (limit === undefined) return undefined;
    const end = headEnd + length;
    if (bytes.length >= end) {
      this.taker.finish(
        length > limit ? { kind: 'too-large' } : { kind: 'complete', body: bytes.subarray(headEnd, end) },
      );
      return end;
    }
    this.#body = { bytes: new CollectedBytes(length > limit ? 0 : length), limit, length, taken: 0 };
    return headEnd;
  }

  #takeBody(bytes: Buffer): number {
    const body = this.#body;
    if (body === undefined) return 0;
    const piece = bytes.subarray(0, body.length - body.taken);
    body.taken += piece.length;
    if (body.length <= body.limit) body.bytes.add(piece);
    if (body.taken === body.length) {
      this.#body = undefined;
      this.taker.finish(
        body.length > body.limit ? { kind: 'too-large' } : { kind: 'complete', body: body.bytes.bytes() },
      );
    }
    return piece.length;
  }
}
