// The frames of the channel to Hearth: the lengths of head and body, 32 bits each, the highest first, then both.
const lengthsSize = 8;

/** One frame; `head` holds printable ASCII and line feeds. */
export function frameOf(head, text) {
  const bodyAt = lengthsSize + head.length;
  const bodyLength = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(bodyAt + bodyLength);
  frame.writeUInt32BE(head.length, 0);
  frame.writeUInt32BE(bodyLength, 4);
  frame.write(head, lengthsSize, 'latin1');
  frame.write(text, bodyAt, 'utf8');
  return frame;
}

/** Cuts what comes into frames and tells the head and the body of each, as text. Keeps nothing of a chunk but copies. */
export class FrameReader {
  #onFrame;
  /** A frame that is not complete, with room for all of it; for its lengths only as long as these are not known. */
  #room;
  #filled = 0;

  constructor(onFrame) {
    this.#onFrame = onFrame;
  }

  take(chunk) {
    for (let bytes = chunk; bytes.length > 0;) bytes = bytes.subarray(this.#takeSome(bytes));
  }

  /** How many bytes it has taken: a whole frame, or what there is of one. */
  #takeSome(bytes) {
    if (this.#room === undefined) {
      const size = sizeOf(bytes);
      if (size !== undefined && size <= bytes.length) {
        this.#tell(bytes, size);
        return size;
      }
      this.#room = Buffer.allocUnsafe(size ?? lengthsSize);
      this.#filled = 0;
    }
    const taken = bytes.copy(this.#room, this.#filled);
    this.#filled += taken;
    if (this.#filled === this.#room.length) this.#useRoom(this.#room);
    return taken;
  }

  #useRoom(room) {
    const size = sizeOf(room);
    if (size > room.length) {
      this.#room = Buffer.allocUnsafe(size);
      room.copy(this.#room);
    } else {
      this.#room = undefined;
      this.#tell(room, size);
    }
  }

  #tell(bytes, size) {
    const bodyAt = lengthsSize + bytes.readUInt32BE(0);
    this.#onFrame(bytes.toString('latin1', lengthsSize, bodyAt), bytes.toString('utf8', bodyAt, size));
  }
}

function sizeOf(bytes) {
  return bytes.length < lengthsSize ? undefined : lengthsSize + bytes.readUInt32BE(0) + bytes.readUInt32BE(4);
}
