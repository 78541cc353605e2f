/** What is shorter is joined as quickly as it is kept whole. */
const worthRoomBytes = 128 * 1024;

/**
 * Collects a body that comes in pieces. One whose length was announced, and is large, goes into room of its own piece by piece: kept as
 * pieces and joined at its end it would be in memory twice, which costs the garbage collector more than the copying.
 */
export class CollectedBytes {
  #room: Buffer | undefined;
  #pieces: Buffer[] = [];
  #length = 0;

  /** `announced` bytes are expected; not a number, or 0, when nobody knows. */
  constructor(announced: number) {
    if (announced >= worthRoomBytes) this.#room = Buffer.allocUnsafeSlow(announced);
  }

  get length(): number {
    return this.#length;
  }

  add(piece: Buffer): void {
    const before = this.#length;
    this.#length += piece.length;
    if (this.#room !== undefined && this.#length <= this.#room.length) {
      piece.copy(this.#room, before);
      return;
    }
    if (this.#room !== undefined) {
      this.#pieces = [this.#room.subarray(0, before)];
      this.#room = undefined;
    }
    this.#pieces.push(piece);
  }

  /** Lets go of everything; what is added afterwards counts, and is kept again. */
  forget(): void {
    this.#room = undefined;
    this.#pieces = [];
  }

  bytes(): Buffer {
    if (this.#room !== undefined) return this.#room.subarray(0, this.#length);
    const [first] = this.#pieces;
    return this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
  }
}
