import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** A frame as it came from Hearth. */
export interface ReceivedFrame {
  readonly kind: string;
  readonly values: readonly string[];
  readonly body: Buffer;
}

/** One end of a channel, which writes what it is told and keeps what comes. */
export class ChannelClient {
  /** The end for Hearth. */
  readonly other: Duplex;
  readonly #own: Duplex;
  #received = Buffer.alloc(0);

  constructor() {
    [this.#own, this.other] = duplexPair();
    this.#own.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    this.#own.on('error', () => undefined);
  }

  get isCut(): boolean {
    return this.other.destroyed;
  }

  get frames(): readonly ReceivedFrame[] {
    const frames: ReceivedFrame[] = [];
    for (let at = 0; at < this.#received.length;) {
      const bodyAt = at + 8 + this.#received.readUInt32BE(at);
      const end = bodyAt + this.#received.readUInt32BE(at + 4);
      const [kind = '', ...values] = this.#received.toString('latin1', at + 8, bodyAt).split('\n');
      frames.push({ kind, values, body: this.#received.subarray(bodyAt, end) });
      at = end;
    }
    return frames;
  }

  /** Writes the bytes in these pieces, and lets each be read by itself. */
  async write(...pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      this.#own.write(piece);
      await settled();
    }
  }

  /** Closes its end as a process that has died does. */
  async close(): Promise<void> {
    this.other.destroy();
    await settled();
  }
}

/** The bytes of one frame. */
export function frame(head: string, body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([lengths(head.length, bytes.length), Buffer.from(head, 'latin1'), bytes]);
}

export function lengths(head: number, body: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(head, 0);
  bytes.writeUInt32BE(body, 4);
  return bytes;
}

/** Cuts bytes at these places. */
export function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)).filter((piece) => piece.length > 0);
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}
