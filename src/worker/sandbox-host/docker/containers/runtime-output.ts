import type { Readable } from 'node:stream';
import { Demultiplexer, type OutputPiece } from './demultiplexer.js';

/** Takes a piece; a promise holds the stream back until it settles. */
export type TakePiece = (piece: OutputPiece) => Promise<void> | undefined;

/**
 * Hands on everything that an attached container writes, at the pace of `take`; settles when the stream has ended. A broken
 * connection ends it too: whether the container lives is for the engine's events to say.
 */
export async function pumpOutput(stream: Readable, take: TakePiece): Promise<void> {
  const demultiplexer = new Demultiplexer();
  try {
    for await (const chunk of stream) {
      for (const piece of demultiplexer.pieces(chunk as Buffer)) {
        const pause = take(piece);
        if (pause !== undefined) await pause;
      }
    }
  } catch {
    stream.destroy();
  }
}
